"""Writing parks and plots."""
