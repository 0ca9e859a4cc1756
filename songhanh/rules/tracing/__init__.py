"""What tracing means, in plain loops: who was with whom, for how long, and what presence cannot tell."""
