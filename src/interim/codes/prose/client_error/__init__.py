"""What there is to say about the 4xx codes, one file each."""
