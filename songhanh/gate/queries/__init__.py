"""Reading questions about passes, gates, devices."""
