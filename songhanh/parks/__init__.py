"""Parks and plots."""
