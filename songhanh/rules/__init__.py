"""What follows from regulation, as pure code: standard library only, no clock, no files, no Django."""
