"""Who may sign in, and what a role holds."""
