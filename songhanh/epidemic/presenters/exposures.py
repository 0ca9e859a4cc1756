"""Who exposed one person, in words: source, place, from when until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core.templatetags.vietnamese import number
from songhanh.epidemic.models import ContactAnswer
from songhanh.epidemic.models.result import Listed, Result
from songhanh.epidemic.presenters.contacts import HIDDEN, SURE, asked, province, reasons, sure_of
from songhanh.epidemic.presenters.runs import local
from songhanh.epidemic.queries.encounters import Exposure
from songhanh.rules.tracing.trace import Contact


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """One stretch of time shared; `near` False where nobody knows how far apart they were."""

    source: str
    place: str
    start: datetime
    end: datetime
    minutes: int
    near: bool


def exposure_rows(exposure: Exposure, result: Result, charge: Collection[str] | None) -> list[ExposureRow]:
    """In order of time; cases by their codes, F1 by their own where the reader may tell them apart (`charge`: codes of
    enterprises, None: all).
    """
    cases = {each.number: each.case for each in result.cases}

    def source(person: int) -> str:
        if person in cases:
            return cases[person]
        known = result.people.get(person)
        if charge is not None and (known is None or known.enterprise not in charge):
            return HIDDEN
        return known.code if known else f"#{person}"

    return [
        ExposureRow(
            source(each.source),
            exposure.places[each.place].name,
            local(each.start),
            local(each.end),
            (each.end - each.start) // 60,
            each.near,
        )
        for each in exposure.encounters
    ]


def contact_facts(
    contact: Contact, known: Listed, answer: ContactAnswer | None, enterprise: str
) -> list[tuple[Any, str]]:
    """(label, value) pairs of a person of the list."""
    return [
        (_("Vòng"), contact.tier.value),
        (_("Chắc chắn"), str(dict(SURE)[sure_of(contact, answer)])),
        (_("Kết luận từ trả lời"), answer.get_outcome_display() if answer is not None else ""),
        (_("Cần hỏi"), asked(contact)),
        (_("Phút ở cùng"), number(contact.minutes)),
        (_("Điều kiện"), ", ".join(reasons(contact))),
        (_("Doanh nghiệp"), enterprise),
        (_("Tổ / chuyền"), known.line_name),
        (_("Ca làm việc"), known.shift),
        (_("Tỉnh quê quán"), province(known.province)),
        (_("Số trong dữ liệu có mặt"), _now("số %(number)s") % {"number": known.number}),
    ]
