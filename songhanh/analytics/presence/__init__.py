"""Presence as columns on disk: memory-mapped, sorted by place and by person, one file a day."""
