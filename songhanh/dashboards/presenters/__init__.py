"""Rows into frozen values for the home pages."""
