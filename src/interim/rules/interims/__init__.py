"""Rules on interim responses: INT."""
