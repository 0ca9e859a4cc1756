"""The contacts of a run as rows of a list: codes, never names, until names are opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.epidemic.models import ContactAnswer, Outcome
from songhanh.epidemic.models.result import Listed, Result
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
CERTAIN = (("yes", _("Chắc chắn")), ("no", _("Chưa rõ, cần hỏi")), ("answered", _("Đã có trả lời")))


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as the list shows it. `code` is masked where the enterprise is out of the reader's charge."""

    number: int
    code: str
    tier: str
    sure: str  # a key of CERTAIN
    outcome: str
    minutes: int
    places: str
    reasons: str
    asks: str
    enterprise: str
    line: str
    province: str
    open: bool


def rows(
    result: Result, answers: Mapping[int, ContactAnswer], charge: frozenset[str] | None
) -> Iterator[ContactRow]:
    """By tier and number; `charge`: codes of the enterprises whose people may be told apart (None: all)."""
    for contact in result.traced.contacts():
        known = result.people[contact.person]
        yield _row(contact, known, result, answers.get(contact.person), charge)


def _row(
    contact: Contact,
    known: Listed,
    result: Result,
    answer: ContactAnswer | None,
    charge: frozenset[str] | None,
) -> ContactRow:
    open_ = charge is None or known.enterprise in charge
    answered = answer is not None and answer.outcome != Outcome.OPEN
    sure = "yes" if contact.certain else "answered" if answered else "no"
    return ContactRow(
        number=contact.person,
        code=known.code if open_ else HIDDEN,
        tier=contact.tier.value,
        sure=sure,
        outcome=answer.get_outcome_display() if answer is not None else "",
        minutes=contact.minutes,
        places=", ".join(result.places[place].name for place in contact.places),
        reasons=", ".join(contact.reasons),
        asks=", ".join(str(QUESTIONS[question]) for question in contact.questions),
        enterprise=known.enterprise,
        line=known.line if open_ else "",
        province=province(known.province) if open_ else "",
        open=open_,
    )


def province(kept: str) -> str:
    """«catalogue:code» in words."""
    catalogue, _colon, code = kept.partition(":")
    return province_name(code, catalogue) if code else ""


def contact_spec(title: str | Promise, found: list[ContactRow]) -> ListSpec:
    """The table under the run; lines and provinces to choose from are those that occur."""

    def offered(name: str) -> Any:
        values = sorted({getattr(row, name) for row in found} - {""})
        return lambda: [(each, each) for each in values]

    return ListSpec(
        title=title,
        columns=(
            Column("code", _("Mã"), lambda row: row.code, sort=("code",)),
            Column("tier", _("Vòng"), lambda row: row.tier, sort=("tier", "number")),
            Column("sure", _("Chắc chắn"), lambda row: dict(CERTAIN)[row.sure], below=lambda row: row.outcome),
            Column("minutes", _("Phút ở cùng"), lambda row: row.minutes, Kind.NUMBER, sort=("minutes",),
                   first_down=True),
            Column("places", _("Nơi"), lambda row: row.places),
            Column("asks", _("Cần hỏi"), lambda row: row.asks),
            Column("line", _("Tổ / chuyền"), lambda row: row.line, sort=("line", "code")),
            Column("province", _("Tỉnh quê quán"), lambda row: row.province, sort=("province", "code")),
            Column("enterprise", _("Doanh nghiệp"), lambda row: row.enterprise, shown=False),
            Column("reasons", _("Điều kiện"), lambda row: row.reasons, shown=False),
        ),
        sort="tier",
        filters=(
            Filter("tier", _("Vòng"), lambda: (("F1", "F1"), ("F2", "F2")), field="tier"),
            Filter("sure", _("Chắc chắn"), lambda: CERTAIN, field="sure"),
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
        export_name="tiep-xuc",
    )  # fmt: skip
