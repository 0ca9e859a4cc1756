"""The invented authority whose rows add up to the published figures of 2021."""
