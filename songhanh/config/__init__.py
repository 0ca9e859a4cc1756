"""Settings, addresses and commands: sees every slice, seen by none."""
