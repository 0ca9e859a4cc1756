"""Pages of the Board, and the enterprise's own page."""
