"""Pages of the core, and what is shown when a page cannot be."""
