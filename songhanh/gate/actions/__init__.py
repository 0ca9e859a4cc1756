"""What is done about passes, gates, devices."""
