"""The list of people: columns, filters, searching, for the Board and for the employer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec
from songhanh.definitions.units import BEFORE, SINCE_2025, Level, catalogue, fold, old_provinces
from songhanh.people import queries
from songhanh.people.intake.countries import country_name
from songhanh.people.intake.identity import possible_hashes
from songhanh.people.models import Employment, Sex
from songhanh.people.policies import is_employer
from songhanh.people.presenters import persons
from songhanh.people.queries import EnterpriseName
from songhanh.people.queries.lines import Line, lines_called, of_lines

Options = Sequence[tuple[str, Any]]
CARD = re.compile(r"(\d[ .]?){9}((\d[ .]?){3})?")  # a card's number: if nobody has it, nobody is found
NATIONALITIES = (("VN", _("Việt Nam")), ("FOREIGN", _("Nước ngoài")))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at which list on which day. Masks that could be searched or sorted by would be none."""

    by: Actor
    on: date
    today: date
    desk: bool
    enterprises: tuple[EnterpriseName, ...]

    @property
    def masked(self) -> bool:
        """Only the employer sees names and numbers, and only on the pages: a client of the API is nobody's eyes."""
        return not is_employer(self.by) or self.by.user_id is None

    @property
    def may_find_numbers(self) -> bool:
        """Who may reveal a person may also look for a number that is at hand."""
        return self.by.may(Permission.PEOPLE_REVEAL)


def people_spec(viewer: Viewer, rows: Any, chosen: EnterpriseName | None) -> ListSpec:
    """The list of `rows` for `viewer`; lines and shifts can be chosen once one enterprise is."""
    return ListSpec(
        title=_("Lao động"),
        columns=_columns(viewer),
        sort="code" if viewer.masked else "name",
        filters=_filters(viewer, rows, chosen),
        find=lambda found, text: find(found, text, viewer),
        search_hint=_("mã, số định danh đủ số") if viewer.masked else _("tên, mã, số định danh đủ số"),
        empty=Empty(
            _("Không có người lao động nào khớp với điều kiện lọc."),
            _("Bỏ bớt điều kiện hoặc chọn ngày khác."),
        ),
        export_name="lao-dong",
        note=_("Họ tên và số định danh được che.") if viewer.masked else "",
    )


def find(rows: Any, text: str, viewer: Viewer) -> Any:
    """A number at hand, a code, or (for the employer) words of a name in any order."""
    by_number = found_by_number(rows, text, viewer)
    return found_by_words(rows, text, viewer) if by_number is None else by_number


def found_by_words(rows: Any, text: str, viewer: Viewer) -> Any:
    """A code, or (for the employer) words of a name in any order."""
    words = fold(text).split()
    if viewer.masked or any(letter.isdigit() for letter in text):
        return queries.with_code(rows, text.strip())
    for word in words:
        rows = rows.filter(name_key__contains=word)
    return rows if words else rows.none()


def found_by_number(rows: Any, text: str, viewer: Viewer) -> Any:
    """Those of `rows` whose identity number `text` is; None where it is none that could be looked for."""
    hashes = possible_hashes(text) if viewer.may_find_numbers else []
    by_number = queries.with_hashes(rows, hashes) if hashes else rows.none()
    if CARD.fullmatch(text.strip()) or (hashes and by_number.exists()):
        return by_number
    return None


def _columns(viewer: Viewer) -> list[Column]:
    masked = viewer.masked
    names = {each.pk: each.name for each in viewer.enterprises}
    name = "people:desk-person" if viewer.desk else "people:person"

    def link(row: Employment) -> str:
        return reverse(name, args=[row.stay])

    code = Column("code", _("Mã NLĐ"), lambda row: row.employee_code, sort=("employee_code",), link=link)
    full_name = Column(
        "name",
        _("Họ và tên"),
        lambda row: persons.full_name(row, masked=masked),
        sort=() if masked else ("name_key",),
    )
    enterprise = Column("enterprise", _("Doanh nghiệp"), lambda row: names[row.enterprise_id])
    shown = [code, full_name]
    if len(viewer.enterprises) > 1:
        shown.append(enterprise)
    return [*shown, *_common(masked)]


def _common(masked: bool) -> list[Column]:
    return [
        Column("number", _("Số định danh"), lambda row: persons.identity_number(row, masked=masked)),
        Column(
            "birth",
            _("Năm sinh") if masked else _("Ngày sinh"),
            lambda row: persons.birth(row, masked=masked),
            kind=Kind.TEXT if masked else Kind.DATE,
        ),
        Column("sex", _("Giới tính"), persons.sex),
        Column(
            "nationality",
            _("Quốc tịch"),
            lambda r: country_name(r.nationality, persons.language()),
            shown=False,
        ),
        Column("province", _("Tỉnh"), persons.origin_province, below=_now_called),
        Column("workshop", _("Phân xưởng"), lambda row: row.workshop, shown=False),
        Column("line", _("Tổ / chuyền"), lambda row: row.line, below=lambda row: row.workshop),
        Column("shift", _("Ca"), lambda row: row.shift),
        Column("job", _("Chức danh"), lambda row: row.job, shown=False),
        Column("joined", _("Ngày vào làm"), lambda row: row.joined_on, kind=Kind.DATE, sort=("joined_on",)),
        Column("left", _("Nghỉ từ ngày"), lambda row: row.left_on, kind=Kind.DATE, shown=False),
    ]


def _now_called(row: Employment) -> str:
    new = persons.origin_now(row)
    return str(_("nay: %(name)s")) % {"name": new} if new else ""


def _filters(viewer: Viewer, rows: Any, chosen: EnterpriseName | None) -> list[Filter]:
    found = [
        Filter(
            "on",
            _("Tại ngày"),
            lambda: [(viewer.today.isoformat(), "")],
            apply=lambda rows, _values: rows,
            day=True,
        )
    ]
    if len(viewer.enterprises) > 1:
        found += [_park_filter(viewer), _enterprise_filter(viewer)]
    if chosen is not None:
        lines, shifts = queries.lines_and_shifts(rows.filter(enterprise_id=chosen.pk))
        found += [_line_filter(lines), _shift_filter(shifts)]
    found += [
        Filter("sex", _("Giới tính"), lambda: [(value, label) for value, label in Sex.choices], field="sex"),
        Filter("nationality", _("Quốc tịch"), lambda: NATIONALITIES, apply=of_nationality),
        Filter("province", _("Tỉnh"), _provinces, apply=from_province),
    ]
    return found


def _park_filter(viewer: Viewer) -> Filter:
    parks = {each.park_code: each.park for each in viewer.enterprises}

    def apply(rows: Any, values: tuple[str, ...]) -> Any:
        return rows.filter(enterprise_id__in=queries.enterprise_ids_sited(values[0], viewer.on))

    return Filter("park", _("Khu"), lambda: sorted(parks.items(), key=lambda park: park[1]), apply=apply)


def _enterprise_filter(viewer: Viewer) -> Filter:
    ids = {each.code: each.pk for each in viewer.enterprises}
    options = [(each.code, str(each)) for each in viewer.enterprises]

    def apply(rows: Any, values: tuple[str, ...]) -> Any:
        return rows.filter(enterprise_id=ids[values[0]])

    return Filter("enterprise", _("Doanh nghiệp"), lambda: options, apply=apply)


def _line_filter(lines: list[Line]) -> Filter:
    def apply(rows: Any, values: tuple[str, ...]) -> Any:
        return rows.filter(of_lines(lines_called(lines, values[0])))

    return Filter("line", _("Tổ / chuyền"), lambda: [(str(each), str(each)) for each in lines], apply=apply)


def _shift_filter(shifts: list[str]) -> Filter:
    return Filter("shift", _("Ca"), lambda: [(value, value) for value in shifts], field="shift")


def of_nationality(rows: Any, values: tuple[str, ...]) -> Any:
    """Vietnamese or foreign people."""
    return rows.filter(nationality="VN") if values[0] == "VN" else rows.exclude(nationality="VN")


def _provinces() -> Options:
    """The provinces of today, each with the old ones that went into it, then the old ones by themselves."""
    old = [(f"{BEFORE}:{u.code}", u.name) for u in catalogue(BEFORE).of_level(Level.PROVINCE)]
    new = [
        (f"{SINCE_2025}:{u.code}", str(_("%(name)s (34 tỉnh)")) % {"name": u.name})
        for u in catalogue(SINCE_2025).of_level(Level.PROVINCE)
    ]
    return [*sorted(old, key=lambda each: fold(each[1])), *sorted(new, key=lambda each: fold(each[1]))]


def from_province(rows: Any, values: tuple[str, ...]) -> Any:
    """Who comes from a province: an old one as it was, a new one with all that went into it."""
    key, code = values[0].split(":")
    if key == BEFORE:
        return rows.filter(origin_catalogue=BEFORE, origin_province=code)
    both = queries.either(
        {"origin_catalogue": SINCE_2025, "origin_province": code},
        {"origin_catalogue": BEFORE, "origin_province__in": old_provinces(code)},
    )
    return rows.filter(both)
