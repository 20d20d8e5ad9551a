"""Code samples for the pages of the codes: files in their own languages, filled in for a code."""
