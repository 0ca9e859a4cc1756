"""One person: what is shown to whom."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from songhanh.definitions.units import BEFORE, SINCE_2025, Level, catalogue, new_province
from songhanh.people.intake.countries import country_name
from songhanh.people.models import Employment, IdentityKind, Sex
from songhanh.people.models.identity import unseal_number

HIDDEN = _("(ẩn)")
ERASED = _("(đã xóa)")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One stretch with its person. Masked: names, full numbers, birth days, phones and wages are «(ẩn)»."""

    stay: str
    employee_code: str
    full_name: str | Promise
    identity_kind: str
    identity_number: str
    identity_country: str
    birth: date | int | None  # the day, or masked the year alone
    sex: str
    nationality: str
    origin: str
    origin_now: str
    phone: str | Promise
    wage: Decimal | Promise | None
    enterprise: str
    enterprise_code: str
    park: str
    job: str
    contract: str
    workshop: str
    line: str
    shift: str
    joined_on: date
    left_on: date | None
    since: date
    until: date | None
    masked: bool


def person_row(row: Employment, *, masked: bool) -> PersonRow:
    """`row` with its person, enterprise and park."""
    country = (
        country_name(row.person.identity_country, language())
        if row.person.identity_kind == "PASSPORT"
        else ""
    )
    return PersonRow(
        stay=str(row.stay),
        employee_code=row.employee_code or str(ERASED),
        full_name=full_name(row, masked=masked),
        identity_kind=str(IdentityKind(row.person.identity_kind).label),
        identity_number=identity_number(row, masked=masked),
        identity_country=country,
        birth=birth(row, masked=masked),
        sex=sex(row),
        nationality=country_name(row.nationality, language()),
        origin=origin(row),
        origin_now=origin_now(row),
        phone=HIDDEN if masked and row.phone else row.phone,
        wage=HIDDEN if masked and row.wage is not None else row.wage,
        enterprise=str(row.enterprise),
        enterprise_code=row.enterprise.code,
        park=str(row.enterprise.park),
        job=row.job,
        contract=row.contract,
        workshop=row.workshop,
        line=row.line,
        shift=row.shift,
        joined_on=row.joined_on,
        left_on=row.left_on,
        since=row.since,
        until=row.until,
        masked=masked,
    )


def identity_number(row: Employment, *, masked: bool) -> str:
    """The mask, or the number itself."""
    if row.person.erased:
        return str(ERASED)
    return row.person.identity_mask if masked else unseal_number(row.person.identity_cipher)


def full_name(row: Employment, *, masked: bool) -> str | Promise:
    """«(ẩn)» for who may not see it, «(đã xóa)» for everybody when the person's time was over."""
    if row.person.erased:
        return ERASED
    return HIDDEN if masked else row.full_name


def birth(row: Employment, *, masked: bool) -> date | int | None:
    """The day; masked, the year alone."""
    return row.birth_date.year if masked and row.birth_date else row.birth_date


def sex(row: Employment) -> str:
    """«Nữ», «Nam» or nothing."""
    return str(Sex(row.sex).label) if row.sex else ""


def origin(row: Employment) -> str:
    """«Lai Thành, Kim Sơn, Ninh Bình» by the catalogue it was stated in."""
    if not row.origin_province:
        return ""
    units = catalogue(row.origin_catalogue or BEFORE)
    codes = (
        (Level.COMMUNE, row.origin_commune),
        (Level.DISTRICT, row.origin_district),
        (Level.PROVINCE, row.origin_province),
    )
    return ", ".join(units.name(level, code) for level, code in codes if code)


def origin_province(row: Employment) -> str:
    """The province alone."""
    if not row.origin_province:
        return ""
    return catalogue(row.origin_catalogue or BEFORE).name(Level.PROVINCE, row.origin_province)


def origin_now(row: Employment) -> str:
    """The province of today that an old one went to, where its name is another."""
    if not row.origin_province or row.origin_catalogue == SINCE_2025:
        return ""
    new = catalogue(SINCE_2025).name(Level.PROVINCE, new_province(row.origin_province))
    return "" if new == origin_province(row) else new


def language() -> str:
    """The reader's language, one of ours."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def grouped(number: int) -> str:
    """2.720, or 2,720 in English."""
    return f"{number:,}".replace(",", "," if language() == "en" else ".")


def facts(row: PersonRow) -> list[tuple[Any, Any]]:
    """(label, value) pairs of the person page; dates and figures are written by the template."""
    return [
        (_("Mã NLĐ"), row.employee_code),
        (_("Họ và tên"), row.full_name),
        (_("Giấy tờ"), " · ".join(part for part in (row.identity_kind, row.identity_country) if part)),
        (_("Số định danh"), row.identity_number),
        (_("Năm sinh") if row.masked else _("Ngày sinh"), row.birth),
        (_("Giới tính"), row.sex),
        (_("Quốc tịch"), row.nationality),
        (_("Quê quán"), f"{row.origin} ({row.origin_now})" if row.origin_now else row.origin),
        (_("Điện thoại"), row.phone),
    ]
