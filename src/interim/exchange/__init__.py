"""The values of an HTTP exchange, and their one JSON form, the capture."""
