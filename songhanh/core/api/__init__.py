"""What every slice's API stands on: who asks, how much is given at once, how a no is said."""
