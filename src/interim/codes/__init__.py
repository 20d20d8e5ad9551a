"""The registry of HTTP status codes: what each number means, and where that is specified."""
