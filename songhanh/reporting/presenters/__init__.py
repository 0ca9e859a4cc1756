"""Rows into frozen values, for templates and the API alike."""
