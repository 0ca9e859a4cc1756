"""Words around figures: every đạt, trên, gần, tăng in a text is held against the exact value."""
