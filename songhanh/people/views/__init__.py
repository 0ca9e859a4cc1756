"""People's pages, by audience."""
