"""Passes, gates and devices: who may enter, what says so, where it was asked. Scans live in `stream`."""
