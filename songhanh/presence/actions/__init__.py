"""Writes: rosters, margins, plans of lines, numbers, days."""
