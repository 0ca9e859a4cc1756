"""Gate rules: which are in force, and whom they keep out."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.gate.models import GateRule, RuleFor
from songhanh.people.models import Employment
from songhanh.people.queries import province_in, valid_on


class Work(NamedTuple):
    """What of a stretch of employment rules and devices go by."""

    stay: UUID
    line: str
    shift: str
    workshop: str
    nationality: str
    origin_province: str
    origin_catalogue: str


COLUMNS = {RuleFor.LINE: "line", RuleFor.SHIFT: "shift", RuleFor.WORKSHOP: "workshop"}


def rules(*, scope: Scope) -> RecordQuerySet[GateRule]:
    """All of them, lifted ones too."""
    return GateRule.objects.visible_to(scope).select_related("enterprise", "set_by", "lifted_by")


def rules_from(enterprise_id: int, on: date) -> list[GateRule]:
    """Those of an enterprise that are or will be in force, in the order in which they were set."""
    rows = GateRule.objects.filter(enterprise_id=enterprise_id, lifted_at=None).order_by("pk")
    return [row for row in rows if row.valid_until is None or row.valid_until > on]


def rules_of_stay(stay: UUID, on: date) -> list[GateRule]:
    """What keeps one person out on a day: their own rules, and those of their groups."""
    row = Employment.objects.filter(valid_on(on), stay=stay).first()
    if row is None:
        return []
    return [
        each
        for each in rules_from(row.enterprise_id, on)
        if each.valid_from <= on and (each.stay == stay or keeps_out(each, row))
    ]


def keeps_out(rule: GateRule, row: Employment | Work) -> bool:
    """Whether who works like this is of the rule's group (or is the person)."""
    if rule.for_whom == RuleFor.PERSON:
        return rule.stay == row.stay
    if rule.for_whom == RuleFor.PROVINCE:
        catalogue, _, code = rule.value.partition(":")
        return bool(row.origin_province) and code == province_in(
            row.origin_province, row.origin_catalogue, catalogue
        )
    return bool(getattr(row, COLUMNS[RuleFor(rule.for_whom)]) == rule.value)
