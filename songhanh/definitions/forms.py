"""The report forms of the authority, dated, from `report_forms.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from songhanh.definitions.indicators import indicators
from songhanh.definitions.toml import DefinitionError, read_toml
from songhanh.rules.checks.cells import Cell, CheckKind, CheckRule, Level, ValueType
from songhanh.rules.deadlines import DeadlineRule
from songhanh.rules.indicators.indicator import Goal
from songhanh.rules.periods import Basis, Period, PeriodKind

__all__ = [
    "Basis", "Cell", "CheckKind", "CheckRule", "DeadlineRule", "Goal", "Level", "PeriodKind", "ReportForm",
    "ReportPer", "Section", "UnknownFormError", "ValueType", "form", "form_codes", "form_for_period",
    "forms_valid_on", "report_forms",
]  # fmt: skip

# A number has at most 15 digits before and 5 after the point, as in the national investment reporting system.
LARGEST = Decimal("999999999999999")


class UnknownFormError(LookupError):
    """No form of this code, version or period; the message says which, in Vietnamese."""


class ReportPer(StrEnum):
    """Who owes a report: each enterprise, or each of its projects."""

    ENTERPRISE = "ENTERPRISE"
    PROJECT = "PROJECT"


@dataclass(frozen=True)
class Section:
    """A group of cells shown on one page of the form."""

    code: str
    title: str
    title_en: str
    goal: Goal
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ReportForm:
    """One version of a form, used for periods that begin in `[valid_from, valid_until)`.

    `ours` marks a form the project made, whose deadline no official text sets. `currencies` are the money
    units a report may be kept in; it is empty when every cell names its unit.
    """

    code: str
    version: int
    name: str
    name_en: str
    valid_from: date
    valid_until: date | None
    period_kind: PeriodKind
    basis: Basis
    per: ReportPer
    deadline: DeadlineRule
    ours: bool
    legal_basis: str
    source: str
    currencies: tuple[str, ...]
    sections: tuple[Section, ...]
    rules: tuple[CheckRule, ...]

    def is_valid_on(self, day: date) -> bool:
        """Tell whether a period beginning on this day uses this version."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    @cached_property
    def cells(self) -> MappingProxyType[str, Cell]:
        """All cells by code, in the order of the form."""
        return MappingProxyType({cell.code: cell for section in self.sections for cell in section.cells})

    @cached_property
    def required(self) -> frozenset[str]:
        """Codes of the cells that must not stay blank."""
        return frozenset(code for code, cell in self.cells.items() if cell.required)


@lru_cache(maxsize=1)
def report_forms() -> tuple[ReportForm, ...]:
    """Every version of every form, loaded and checked once."""
    loaded = tuple(_form(row) for row in read_toml("report_forms.toml")["forms"])
    for each in loaded:
        _check_form(each)
    return loaded


def form_codes() -> tuple[str, ...]:
    """The codes of all forms, each once."""
    return tuple(dict.fromkeys(each.code for each in report_forms()))


def form(code: str, version: int) -> ReportForm:
    """The form with this code and version; raises UnknownFormError."""
    for each in report_forms():
        if (each.code, each.version) == (code, version):
            return each
    raise UnknownFormError(f"Không có biểu mẫu «{code}» bản {version}.")


def forms_valid_on(day: date) -> tuple[ReportForm, ...]:
    """The versions that a period beginning on this day uses, one per code."""
    return tuple(each for each in report_forms() if each.is_valid_on(day))


def form_for_period(code: str, period: Period) -> ReportForm:
    """The version of a form that a period uses; raises UnknownFormError when code or period do not fit."""
    for each in report_forms():
        if each.code == code and each.is_valid_on(period.start):
            if (each.period_kind, each.basis) == (period.kind, period.basis):
                return each
            raise UnknownFormError(f"Biểu mẫu «{code}» không dùng cho {period.label_vi()}.")
    raise UnknownFormError(f"Không có biểu mẫu «{code}» dùng cho {period.label_vi()}.")


def _form(row: dict[str, Any]) -> ReportForm:
    return ReportForm(
        code=row["code"],
        version=row["version"],
        name=row["name"],
        name_en=row["name_en"],
        valid_from=row["valid_from"],
        valid_until=row.get("valid_until"),
        period_kind=PeriodKind(row["period_kind"]),
        basis=Basis(row["basis"]),
        per=ReportPer(row["per"]),
        deadline=DeadlineRule(**row["deadline"]),
        ours=row["ours"],
        legal_basis=row["legal_basis"],
        source=row["source"],
        currencies=tuple(row.get("currencies", ())),
        sections=tuple(_section(section) for section in row["sections"]),
        rules=tuple(_rule(rule) for rule in row.get("rules", ())),
    )


def _section(row: dict[str, Any]) -> Section:
    cells = tuple(cell for cell_row in row["rows"] for cell in _cells(cell_row))
    return Section(row["code"], row["title"], row["title_en"], Goal(row["goal"]), cells)


def _cells(row: dict[str, Any]) -> Iterable[Cell]:
    for column in row.get("columns", "") or ("",):
        for programme in row.get("programmes", ()) or (row.get("programme", ""),):
            split = programme.lower() if "programmes" in row else ""
            code = ".".join(part for part in (row["code"], column, split) if part)
            yield _cell(row, code, column, programme)


def _cell(row: dict[str, Any], code: str, column: str, programme: str) -> Cell:
    value_type = ValueType(row["type"])
    bounded = value_type is not ValueType.TEXT
    lowest = -LARGEST if row.get("signed") else Decimal(0)
    return Cell(
        code=code,
        name=row["name"],
        name_en=row["name_en"],
        unit=row["unit"],
        indicator=row.get("indicator"),
        column=column,
        required=row.get("required", True),
        value_type=value_type,
        decimals=row.get("decimals", 0),
        minimum=lowest if bounded else None,
        maximum=Decimal(row.get("maximum", LARGEST)) if bounded else None,
        prefilled_from=row.get("prefilled_from", ""),
        programme=programme,
    )


def _rule(row: dict[str, Any]) -> CheckRule:
    optional = {name: Decimal(row[name]) for name in ("ratio", "floor") if name in row}
    return CheckRule(
        code=row["code"],
        kind=CheckKind(row["kind"]),
        targets=tuple(row["targets"]),
        parts=tuple(row.get("parts", ())),
        level=Level(row["level"]),
        at_least=row.get("at_least", 6),
        **optional,
    )


def _check_form(each: ReportForm) -> None:
    codes = [cell.code for section in each.sections for cell in section.cells]
    named = {code for rule in each.rules for code in (*rule.targets, *rule.parts)}
    wanted = {cell.indicator for cell in each.cells.values() if cell.indicator}
    for what, wrong in (
        ("cell codes stand twice", {code for code in codes if codes.count(code) > 1}),
        ("rules name no cell", named - set(codes)),
        ("indicators do not exist", wanted - set(indicators())),
    ):
        if wrong:
            raise DefinitionError(f"Form {each.code} version {each.version}: {what}: {sorted(wrong)}")
