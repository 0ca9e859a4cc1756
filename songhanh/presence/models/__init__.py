"""Presence's tables; days of presence themselves are files of columns (`analytics.presence`)."""

from songhanh.presence.models.days import Conflict, ConflictKind, Tally
from songhanh.presence.models.lines import LinePlan
from songhanh.presence.models.margins import Margins
from songhanh.presence.models.numbers import Number
from songhanh.presence.models.rosters import Roster, RosterFor

__all__ = ["Conflict", "ConflictKind", "LinePlan", "Margins", "Number", "Roster", "RosterFor", "Tally"]
