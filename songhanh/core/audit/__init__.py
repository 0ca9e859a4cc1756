"""The audit trail: one append-only, hash-chained table without foreign keys."""
