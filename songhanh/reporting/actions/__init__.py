"""What can be done with reports; each function is one act."""
