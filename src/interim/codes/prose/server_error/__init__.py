"""What there is to say about the 5xx codes, one file each."""
