"""Rules on caching: CAC."""
