"""The command line, one file per command: the only composition root."""
