"""Presence: who was where and when, derived from the stream of scans, rosters and time clocks; rebuilt at any time."""
