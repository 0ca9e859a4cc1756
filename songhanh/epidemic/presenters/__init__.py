"""Cases and runs in words."""
