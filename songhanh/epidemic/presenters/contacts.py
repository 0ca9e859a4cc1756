"""The contacts of a run as rows of a list: codes, never names, until names are opened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.epidemic.models import ContactAnswer, Outcome, TracingRun
from songhanh.epidemic.models.result import Listed, Result
from songhanh.epidemic.presenters.steps import steps
from songhanh.epidemic.presenters.units import place_names, stays_until, units_of
from songhanh.people.queries import province_name
from songhanh.rules.tracing.definition import Question
from songhanh.rules.tracing.trace import Contact

HIDDEN = "•••••"
QUESTIONS: dict[Question, Any] = {
    Question.DISTANCE: _("khoảng cách"),
    Question.MASK: _("khẩu trang"),
    Question.PHYSICAL: _("đụng chạm"),
    Question.CARE: _("chăm sóc không bảo hộ"),
    Question.WORDING: _("câu chữ của văn bản"),
}
REASONS: dict[str, Any] = {
    "near": _("đủ số phút ở nơi sát nhau"),
    "distance": _("trong khoảng cách"),
    "physical": _("đụng chạm trực tiếp"),
    "masked": _("đeo khẩu trang, gần nhau, đủ số phút"),
    "unmasked": _("không khẩu trang, gần nhau"),
    "carer": _("chăm sóc không bảo hộ"),
    "unread": _("văn bản chưa có nguyên văn"),
}
SURE = (("yes", _("Chắc chắn")), ("no", _("Chưa rõ, cần hỏi")), ("answered", _("Đã có trả lời")))


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as the list shows it. `code` is masked where the enterprise is out of the reader's charge."""

    number: int
    code: str
    name: str
    tier: str
    sure: str  # a key of SURE
    outcome: str
    minutes: int
    places: str
    reasons: str
    asks: str
    enterprise: str
    line: str
    shift: str
    province: str
    unit: str  # code of the narrowest place shared
    unit_name: str
    until: int  # minutes asked as the least with which this is still a contact
    url: str

    @property
    def masked(self) -> bool:
        """Of an enterprise out of the reader's charge: counted, not told apart."""
        return not self.url


def rows(
    run: TracingRun,
    result: Result,
    answers: Mapping[int, ContactAnswer],
    charge: frozenset[str] | None,
    names: Mapping[str, str],
) -> Iterator[ContactRow]:
    """By tier and number; `charge`: codes of the enterprises whose people may be told apart (None: all)."""
    contacts = list(result.traced.contacts())
    units, called = units_of(contacts, result.places), place_names(result.places.values())
    until = stays_until(contacts, result.routes)
    for contact in contacts:
        known = result.people[contact.person]
        open_ = charge is None or known.enterprise in charge
        yield _row(
            contact,
            known if open_ else _masked(known),
            result,
            answers.get(contact.person),
            names=names,
            unit=(units[contact.person].code, called[units[contact.person].code]),
            until=until[contact.person],
            url=reverse("epidemic:contact", args=[run.uuid, contact.person]) if open_ else "",
        )


def sure_of(contact: Contact, answer: ContactAnswer | None) -> str:
    """A key of SURE."""
    if contact.certain:
        return "yes"
    return "answered" if answer is not None and answer.outcome != Outcome.OPEN else "no"


def asked(contact: Contact) -> str:
    """What is to be asked, in words."""
    return ", ".join(str(QUESTIONS[question]) for question in contact.questions)


def reasons(contact: Contact) -> list[str]:
    """By which alternatives of the definition, in words; a code that we have no words for as it is."""
    return [str(REASONS.get(code, code)) for code in contact.reasons]


def province(kept: str) -> str:
    """«catalogue:code» in words."""
    catalogue, _colon, code = kept.partition(":")
    return province_name(code, catalogue) if code else ""


def contact_spec(
    run: TracingRun, found: Sequence[ContactRow], *, named: bool, exported: Callable[[int], object]
) -> ListSpec:
    """The table under the run; lines and provinces to choose from are those that occur. Files never hold names."""

    def offered(name: str) -> Any:
        values = sorted({getattr(row, name) for row in found} - {""})
        return lambda: [(each, each) for each in values]

    units = {row.unit: row.unit_name for row in found}
    stops = [
        (str(step.minutes), step.words) for step in steps((row.until for row in found), 0) if step.minutes
    ]
    return ListSpec(
        title=_now("Người tiếp xúc, %(code)s") % {"code": run.code},
        columns=_columns(named=named),
        sort="tier",
        filters=(
            Filter("tier", _("Vòng"), lambda: (("F1", "F1"), ("F2", "F2")), field="tier"),
            Filter("unit", _("Nơi"), lambda: sorted(units.items(), key=lambda unit: unit[1]), field="unit"),
            Filter(
                "least", _("Ở cùng ít nhất"), lambda: stops, apply=_at_least, all_words=_("Mọi thời lượng")
            ),
            Filter("sure", _("Chắc chắn"), lambda: SURE, field="sure"),
            Filter("line", _("Tổ / chuyền"), offered("line"), field="line"),
            Filter("province", _("Tỉnh quê quán"), offered("province"), field="province"),
        ),
        search=("code",),
        search_hint=_("mã người lao động"),
        presets=(
            Preset(_("Tất cả"), ""),
            Preset("F1", "tier=F1"),
            Preset("F2", "tier=F2"),
            Preset(_("Cần hỏi"), "sure=no"),
        ),
        empty=Empty(_("Không có ai khớp với điều kiện lọc.")),
        export_name=f"tiep-xuc-{run.code.lower()}",
        exported=exported,
        note=_("Tệp xuất ra chỉ có mã, không có tên."),
    )


def _columns(*, named: bool) -> tuple[Column, ...]:
    name = Column("name", _("Họ và tên"), lambda row: row.name, Kind.HTML)  # HTML is never exported
    return (
        Column("code", _("Mã"), lambda row: row.code, sort=("code",), link=lambda row: row.url),
        *((name,) if named else ()),
        Column("tier", _("Vòng"), lambda row: row.tier, sort=("tier", "number")),
        Column("sure", _("Chắc chắn"), lambda row: dict(SURE)[row.sure], below=lambda row: row.outcome),
        Column(
            "minutes",
            _("Phút ở cùng"),
            lambda row: row.minutes,
            Kind.NUMBER,
            sort=("minutes",),
            first_down=True,
        ),
        Column("places", _("Nơi"), lambda row: row.places),
        Column("asks", _("Cần hỏi"), lambda row: row.asks),
        Column("line", _("Tổ / chuyền"), lambda row: row.line, sort=("line", "code")),
        Column("shift", _("Ca"), lambda row: row.shift, shown=False),
        Column("province", _("Tỉnh quê quán"), lambda row: row.province, sort=("province", "code")),
        Column("enterprise", _("Doanh nghiệp"), lambda row: row.enterprise, shown=False),
        Column("reasons", _("Điều kiện"), lambda row: row.reasons, shown=False),
    )


def _row(
    contact: Contact,
    known: Listed,
    result: Result,
    answer: ContactAnswer | None,
    *,
    names: Mapping[str, str],
    unit: tuple[str, str],
    until: int,
    url: str,
) -> ContactRow:
    return ContactRow(
        number=contact.person,
        code=known.code,
        name=names.get(known.stay, ""),
        tier=contact.tier.value,
        sure=sure_of(contact, answer),
        outcome=answer.get_outcome_display() if answer is not None else "",
        minutes=contact.minutes,
        places=", ".join(result.places[place].name for place in contact.places),
        reasons=", ".join(reasons(contact)),
        asks="" if sure_of(contact, answer) == "answered" else asked(contact),
        enterprise=known.enterprise,
        line=known.line_name,
        shift=known.shift,
        province=province(known.province),
        unit=unit[0],
        unit_name=unit[1],
        until=until,
        url=url,
    )


def _at_least(rows: Sequence[ContactRow], values: tuple[str, ...]) -> list[ContactRow]:
    return [row for row in rows if row.until >= int(values[0])]


def _masked(known: Listed) -> Listed:
    return Listed(known.number, None, None, known.enterprise, HIDDEN, "", "")
