"""From invented values to rows, by the same acts that pages use."""
