"""The demo on the command line."""
