"""Tracing over columns: what `rules.tracing` means, at the speed of a nation."""
