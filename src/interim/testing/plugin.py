"""The pytest plugin of interim."""
