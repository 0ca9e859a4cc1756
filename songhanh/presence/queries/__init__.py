"""Questions: who is inside, who belongs where, what the day files say."""
