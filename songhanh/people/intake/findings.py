"""What becomes of findings in a worker list; the words are in `intake.words`."""

# Asked, not wrong: the sender's answer for the whole column settles them.
ASKED = frozenset({"date_order", "date_swapped", "number_two_ways"})
# A certain repair exists; the sender agrees to it for all such cells at once.
REPAIRABLE = frozenset({"lost_zeros"})
