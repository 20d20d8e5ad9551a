"""Record a URL, judge it, report it."""
