"""``songhanh user``, ``songhanh check``."""
