"""Judgements on a finished exchange: one file per rule, with its check, its words and its reference."""
