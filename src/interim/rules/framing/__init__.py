"""Rules on framing: FRM."""
