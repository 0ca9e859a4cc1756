"""Workbooks that people send and receive: read safely, understood, marked and written. No Django here."""
