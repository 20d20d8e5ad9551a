"""What there is to say about the 1xx codes, one file each."""
