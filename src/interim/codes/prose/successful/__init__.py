"""What there is to say about the 2xx codes, one file each."""
