"""Figures over columns, without a web framework: the same answers as `rules`, for many millions of values."""
