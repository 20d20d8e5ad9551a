"""What there is to say about the 3xx codes, one file each."""
