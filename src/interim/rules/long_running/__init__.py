"""Rules on long-running requests: LRO."""
