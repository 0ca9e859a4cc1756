"""The home page of each audience; owns no facts."""
