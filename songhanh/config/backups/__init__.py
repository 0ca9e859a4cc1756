"""A backup: every table and every file in one archive, the same for both databases."""
