"""The epidemic's tables."""

from songhanh.epidemic.models.answer import ContactAnswer, Outcome
from songhanh.epidemic.models.case import Case
from songhanh.epidemic.models.erasure import HealthErasure
from songhanh.epidemic.models.handover import HandOver
from songhanh.epidemic.models.reading import Reading, ReadingKind
from songhanh.epidemic.models.run import RunCase, TracedList, TracingRun

__all__ = [
    "Case",
    "ContactAnswer",
    "HandOver",
    "HealthErasure",
    "Outcome",
    "Reading",
    "ReadingKind",
    "RunCase",
    "TracedList",
    "TracingRun",
]
