"""The values of events as people read them: days, choices, names of rows, amounts with their units."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.accounts.api_clients import API_PERMISSIONS
from songhanh.core.audit.labels import label
from songhanh.core.models import Event, User
from songhanh.core.templatetags.vietnamese import date_vn, number
from songhanh.core.templatetags.vietnamese import datetime as moment_vn

MARK = re.compile(r"#[0-9a-f]{16}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
# Numbers that are names of something: no thousands points in them.
PLAIN = {"year", "number_year", "quarter", "version", "form_version", "revision", "amendment", "target_id"}
UNITS = {
    "wage": gettext_lazy("đồng/tháng"),
    "rate": gettext_lazy("đồng"),
    "exchange_rate": gettext_lazy("đồng/USD"),
    "area_ha": gettext_lazy("ha"),
    "planned_area_ha": gettext_lazy("ha"),
}
NAMED = ("short_name", "name", "receipt", "abstract", "label", "period_code", "code", "number")
MOST_PARTS = 12
Words = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after, in words."""

    field: str
    before: str
    after: str


def differences(event: Event) -> list[Difference]:
    """What the event changed, by the fields' words; rows that it refers to are asked for once a kind."""
    model = _model_of(event.subject)
    names = _names(model, [event.before, event.after])
    fields = sorted(event.before.keys() | event.after.keys())

    def read(values: Mapping[str, Any], field: str) -> str:
        return _read(_Place(model, field, values, names), values.get(field))

    kind = event.subject.partition(":")[0]
    rows = [
        Difference(label(kind, each), read(event.before, each), read(event.after, each)) for each in fields
    ]
    said = [
        row for row in rows if row.before or row.after
    ]  # an empty list that became another empty one is no change
    return sorted(said, key=lambda row: row.field.lower())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: of which kind of row, beside which others, and the names of rows referred to."""

    model: type[models.Model] | None
    name: str
    beside: Mapping[str, Any]
    names: Mapping[tuple[type[models.Model], int], str]

    @property
    def field(self) -> Any:
        """The model's field; None for a fact that an act has noted."""
        try:
            return self.model._meta.get_field(self.name) if self.model else None
        except FieldDoesNotExist:
            return None


def _read(place: _Place, value: Any) -> str:
    """«» for nothing."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, str) and MARK.fullmatch(value):
        return _("không lưu giá trị (dấu %(mark)s)") % {"mark": value[1:7]}
    field = place.field
    if field is not None and field.is_relation:
        return place.names.get((field.related_model, value)) or _("dòng số %(id)s") % {"id": value}
    if choices := dict(getattr(field, "flatchoices", None) or ()):
        return str(choices.get(value, value))
    if words := _codes().get(place.name):
        return words(value) if isinstance(value, str) else _plain(place, value)
    return _plain(place, value)


def _plain(place: _Place, value: Any) -> str:
    match value:
        case bool():
            return _("có") if value else _("không")
        case int():
            return str(value) if place.name in PLAIN else _with_unit(place, number(value))
        case dict() | list():
            return _parts(place, value)
    return _text(place, str(value))


def _text(place: _Place, text: str) -> str:
    if MOMENT.fullmatch(text):
        return moment_vn(datetime.fromisoformat(text))
    if DAY.fullmatch(text):
        return date_vn(date.fromisoformat(text))
    if isinstance(place.field, models.DecimalField):
        try:
            return _with_unit(place, number(Decimal(text)))
        except InvalidOperation:
            return text
    return text


def _with_unit(place: _Place, written: str) -> str:
    """The unit stands beside the value in the row, or belongs to the column."""
    unit = UNITS.get(place.name) or place.beside.get("unit") or ""
    if place.name == "registered_capital":
        unit = place.beside.get("currency") or ""
    if not isinstance(place.field, models.DecimalField):
        return written
    spoken = _codes().get("unit")
    return f"{written} {spoken(str(unit)) if spoken and unit else unit}".strip()


def _parts(place: _Place, value: dict[str, Any] | list[Any]) -> str:
    """A short list or group in one line; of a long one how many it has (the raw data stand below)."""
    if len(value) > MOST_PARTS or any(isinstance(part, dict | list) for part in _inside(value)):
        return _("%(count)s mục, xem dữ liệu gốc") % {"count": len(value)}
    if isinstance(value, list):
        return ", ".join(_plain(place, part) if part is not None else "–" for part in value)
    inner = {key: _Place(None, key, value, {}) for key in value}
    kind = place.model._meta.label_lower if place.model else ""
    return "; ".join(f"{label(kind, key)}: {_read(inner[key], part) or '–'}" for key, part in value.items())


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _model_of(subject: str) -> type[models.Model] | None:
    try:
        return apps.get_model(subject.partition(":")[0])
    except (LookupError, ValueError):
        return None


def _names(
    model: type[models.Model] | None, sides: Iterable[Mapping[str, Any]]
) -> dict[tuple[type[models.Model], int], str]:
    """The rows that foreign keys lead to, by their names; one query a kind. A worker's name is never said."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for field in model._meta.concrete_fields if model else ():
        kind = field.related_model
        for values in sides if isinstance(kind, type) else ():
            key = values.get(field.name)
            if isinstance(kind, type) and isinstance(key, int):
                wanted[kind].add(key)
    found: dict[tuple[type[models.Model], int], str] = {}
    for kind, keys in wanted.items():
        rows: models.QuerySet[Any] = models.QuerySet(kind).filter(pk__in=keys)
        found |= {(kind, row.pk): _name(row) for row in rows}
    return found


def _name(row: models.Model) -> str:
    if isinstance(row, User):
        return f"{row.full_name} ({row.username})"
    if row._meta.app_label == "people":
        return _("hồ sơ lao động số %(id)s, tên không hiện") % {"id": row.pk}
    return str(next(filter(None, (getattr(row, name, "") for name in NAMED)), row))


def _codes() -> dict[str, Words]:
    """Codes of fields in words: those of the core, and those that the slices above know (setting AUDIT_WORDS)."""
    told: dict[str, Words] = import_string(settings.AUDIT_WORDS)
    return {"permissions": lambda code: str(API_PERMISSIONS.get(code, code)), **told}
