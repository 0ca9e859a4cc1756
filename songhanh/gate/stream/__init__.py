"""The stream of scans: one append-only table beside the others, written in groups by one thread a process."""
