"""Reading questions about cases and runs, for who may read them."""
