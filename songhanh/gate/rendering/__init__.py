"""Badges as PDF: content in, bytes out; no database, no clock."""
