"""From requests to checked values."""
