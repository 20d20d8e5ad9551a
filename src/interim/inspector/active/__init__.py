"""Active checks: which further requests show what one exchange cannot."""
