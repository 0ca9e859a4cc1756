"""Reporting's tables."""

from songhanh.reporting.models.calendar import CalendarDay, DayKind
from songhanh.reporting.models.collecting import Exemption, Extension, Question, Reminder
from songhanh.reporting.models.consolidation import Consolidation
from songhanh.reporting.models.draft import Draft
from songhanh.reporting.models.exchange import ExchangeRate
from songhanh.reporting.models.figure import Figure, FigureKind
from songhanh.reporting.models.obligation import Obligation, ObligationState
from songhanh.reporting.models.review import Decision, Review
from songhanh.reporting.models.submission_key import SubmissionKey
from songhanh.reporting.models.substitute import Substitute, SubstituteHow
from songhanh.reporting.models.target import Target
from songhanh.reporting.models.upload import Upload, UploadState
from songhanh.reporting.models.version import OnBehalf, ReportValue, ReportVersion, Source

__all__ = [
    "CalendarDay",
    "Consolidation",
    "DayKind",
    "Decision",
    "Draft",
    "ExchangeRate",
    "Exemption",
    "Extension",
    "Figure",
    "FigureKind",
    "Obligation",
    "ObligationState",
    "OnBehalf",
    "Question",
    "Reminder",
    "ReportValue",
    "ReportVersion",
    "Review",
    "Source",
    "SubmissionKey",
    "Substitute",
    "SubstituteHow",
    "Target",
    "Upload",
    "UploadState",
]
