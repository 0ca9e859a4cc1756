"""What can be done with official documents; each function is one act."""
