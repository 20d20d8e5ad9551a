"""Rules on fields: HDR."""
