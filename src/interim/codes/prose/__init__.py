"""What there is to say about each status code, in our own words: one source for page, command line and API."""
