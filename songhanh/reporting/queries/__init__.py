"""Named reading questions, given a scope."""
