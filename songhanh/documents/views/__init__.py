"""The pages of official documents."""
