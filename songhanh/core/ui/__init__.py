"""What every page shares: who asks, what they may, how a list is paged."""
