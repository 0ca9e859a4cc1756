"""Side-by-side benches: `bin/bench [NAME…] [--write]`. What each compares stands at the top of its module."""
