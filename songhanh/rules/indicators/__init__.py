"""What an indicator is and what its aggregation means, in plain loops that faster code must agree with."""
