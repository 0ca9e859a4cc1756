"""Forms, periods, obligations, versions, targets, consolidations."""
