"""What real clients and proxies do with 1xx: measured facts with version and date. Data, no behaviour."""
