"""Gate rules: which are in force, and whom they keep out."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import GateRule, RuleFor
from songhanh.gate.queries.passes import employed_in
from songhanh.people.models import Employment
from songhanh.people.queries import province_in, valid_on
from songhanh.people.queries.lines import Line, lines_among, lines_called


class Work(NamedTuple):
    """What of a stretch of employment rules and devices go by."""

    stay: UUID
    line: str
    shift: str
    workshop: str
    nationality: str
    origin_province: str
    origin_catalogue: str


COLUMNS = {RuleFor.SHIFT: "shift", RuleFor.WORKSHOP: "workshop"}


def rules(*, scope: Scope) -> RecordQuerySet[GateRule]:
    """All of them, lifted ones too."""
    return GateRule.objects.visible_to(scope).select_related("enterprise", "set_by", "lifted_by")


def rules_from(enterprise_id: int, on: date) -> list[GateRule]:
    """Those of an enterprise that are or will be in force, in the order in which they were set."""
    rows = GateRule.objects.filter(enterprise_id=enterprise_id, lifted_at=None).order_by("pk")
    return [row for row in rows if row.valid_until is None or row.valid_until > on]


def stays_kept_out(enterprise_id: int, on: date, until: date) -> set[UUID]:
    """Who is kept out by a rule of their own from a day on, at least until `until`."""
    rows = rules_from(enterprise_id, on)
    long = [
        row for row in rows if row.valid_from <= on and (row.valid_until is None or row.valid_until >= until)
    ]
    return {row.stay for row in long if row.stay is not None}


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
    if rule.for_whom == RuleFor.LINE:
        return (row.workshop, row.line) == (rule.workshop, rule.value)
    return bool(getattr(row, COLUMNS[RuleFor(rule.for_whom)]) == rule.value)


def groups_called(
    enterprise: Enterprise, for_whom: RuleFor, said: str, on: date
) -> tuple[list[Line], list[Line]]:
    """(which groups may be meant, all there are) of a kind, as people work on a day; a shift as its name."""
    rows = employed_in(enterprise, on)
    if for_whom == RuleFor.LINE:
        known = lines_among(rows)
    else:
        column = COLUMNS[for_whom]
        names = rows.exclude(**{column: ""}).order_by().values_list(column, flat=True).distinct()
        known = [Line("", name) for name in sorted(names)]
    meant = lines_called(known, said)
    if not any(
        each.workshop for each in meant
    ):  # a bare name: of every workshop that has it, not of none alone
        meant = [each for each in known if each.name.casefold() == said.casefold()]
    return meant, known


def kept_out_by(rule: GateRule, on: date) -> int:
    """How many of those who work there on a day it is for."""
    rows = employed_in(rule.enterprise, on).order_by().values_list(*Work._fields)
    return sum(keeps_out(rule, Work(*row)) for row in rows)
