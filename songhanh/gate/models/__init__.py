"""The gate's tables; scans themselves are a stream of their own (`gate.stream`)."""

from songhanh.gate.models.announcement import GuestKind, VisitorAnnouncement
from songhanh.gate.models.clock import ClockFormat, ClockImport, ClockState
from songhanh.gate.models.device import Device, DeviceKind, DeviceState
from songhanh.gate.models.gate import Direction, Gate, Lane, Walk
from songhanh.gate.models.guard import Guard, GuardShift
from songhanh.gate.models.key import PassKey, SealKey
from songhanh.gate.models.passes import Kind, Pass, PassBatch, RevokedFor
from songhanh.gate.models.place import DistanceClass, Place, PlaceKind
from songhanh.gate.models.revision import Revision
from songhanh.gate.models.rule import GateRule, RuleFor, RuleReason, RuleSource
from songhanh.gate.models.shift import Shift

__all__ = [
    "ClockFormat",
    "ClockImport",
    "ClockState",
    "Device",
    "DeviceKind",
    "DeviceState",
    "Direction",
    "DistanceClass",
    "Gate",
    "GateRule",
    "Guard",
    "GuardShift",
    "GuestKind",
    "Kind",
    "Lane",
    "Pass",
    "PassBatch",
    "PassKey",
    "Place",
    "PlaceKind",
    "Revision",
    "RevokedFor",
    "RuleFor",
    "RuleReason",
    "RuleSource",
    "SealKey",
    "Shift",
    "VisitorAnnouncement",
    "Walk",
]
