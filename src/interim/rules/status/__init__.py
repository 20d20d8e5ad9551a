"""Rules on status codes: STA."""
