"""Presence's tables; days of presence themselves are files of columns (`analytics.presence`)."""

from songhanh.presence.models.days import Conflict, ConflictKind, Tally
from songhanh.presence.models.lines import LinePlan
from songhanh.presence.models.margins import Margins
from songhanh.presence.models.numbers import Number
from songhanh.presence.models.roll_calls import (
    CallKind,
    Expected,
    Mark,
    NamesOpened,
    RollCall,
    RollCallResult,
)
from songhanh.presence.models.rosters import Roster, RosterFor

__all__ = [
    "CallKind", "Conflict", "ConflictKind", "Expected", "LinePlan", "Margins", "Mark", "NamesOpened", "Number",
    "RollCall", "RollCallResult", "Roster", "RosterFor", "Tally",
]  # fmt: skip
