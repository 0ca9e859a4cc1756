"""The invented authority as plain values: no database, the same for the same seed."""
