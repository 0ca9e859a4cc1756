"""Persons and employment: every personal datum is owned here."""
