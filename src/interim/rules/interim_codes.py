"""The 1xx codes, for rules that concern all of them.

A test compares them with the registry. They are written out here, since judging need not load it.
"""

__all__ = ["EVERY_1XX", "INTERIM_CODES"]

INTERIM_CODES = (100, 102, 103, 104)
"""The codes of interim responses, `StatusCode.interim` in the registry."""

EVERY_1XX = (100, 101, 102, 103, 104)
"""With 101, which no final response follows; see `every_1xx` in `reading/received.py`."""
