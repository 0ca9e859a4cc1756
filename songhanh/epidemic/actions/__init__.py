"""Acts on cases, runs, contacts, hand-overs."""
