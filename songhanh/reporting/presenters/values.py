"""All values of a report, read only: before submitting, after it, on paper; and what changed between versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from songhanh.core.templatetags.vietnamese import language
from songhanh.reporting.models import ReportVersion, Review
from songhanh.reporting.presenters.messages import Message
from songhanh.reporting.queries.exchange import exchange_of_version
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import address, cell_name, row_name, section_title, unit_name
from songhanh.reporting.queries.typed import cells_of, is_blank
from songhanh.rules.checks.cells import ValueType
from songhanh.rules.exchange import Dong
from songhanh.rules.formats import format_number

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value: `number`, or `text` of a text cell (or what could not be read)."""

    id: str
    name: str
    unit: str
    number: Decimal | None
    text: str
    is_text: bool
    estimate: bool
    note: str
    from_register: bool
    previous: Decimal | None
    change_pct: Decimal | None
    edit_url: str
    messages: tuple[Message, ...]
    dong: Dong | None


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """A section's values."""

    title: str
    url: str
    is_text: bool
    lines: tuple[ValueLine, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell before and after."""

    name: str
    unit: str
    before: Any
    after: Any

    @property
    def is_text(self) -> bool:
        """Whether words stand on either side."""
        return isinstance(self.before, str) or isinstance(self.after, str)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version, what it changed against the one before, what the Board decided."""

    version: ReportVersion
    differences: tuple[Difference, ...]
    reviews: tuple[Review, ...]
    receipt_url: str


def value_groups(
    report: OpenReport, messages: Mapping[str, list[Message]] | None = None
) -> tuple[ValueGroup, ...]:
    """Section by section, each line with its change against last period and the address to mend it."""
    groups = []
    for section in report.definition.sections:
        url = address(report.obligation, "section", section.code)
        lines = tuple(_line(report, cell.code, url, messages or {}) for cell in section.cells)
        groups.append(ValueGroup(section_title(section), url, all(line.is_text for line in lines), lines))
    return tuple(groups)


def version_lines(
    report: OpenReport, versions: Sequence[ReportVersion], reviews: Sequence[Review]
) -> tuple[VersionLine, ...]:
    """Versions (oldest first, with their values) as lines, newest first."""
    lines = []
    before: Mapping[str, Mapping[str, Any]] = {}
    for version in versions:
        after = cells_of(version)
        lines.append(
            VersionLine(
                version,
                differences(report, before, after) if before else (),
                tuple(review for review in reviews if review.version_id == version.pk),
                address(report.obligation, "receipt", version.receipt),
            )
        )
        before = after
    return tuple(reversed(lines))


def differences(
    report: OpenReport, before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> tuple[Difference, ...]:
    """The cells that say something else, in the order of the form."""
    return tuple(
        Difference(cell_name(cell), unit_name(cell, report.currency), *_alike(old, new))
        for code, cell in report.definition.cells.items()
        if (old := _said(before.get(code))) != (new := _said(after.get(code)))
    )


def _said(cell: Mapping[str, Any] | None) -> Decimal | str | None:
    if not cell or is_blank(cell):
        return None
    return Decimal(cell["number"]) if cell.get("number") is not None else str(cell.get("text", ""))


def _alike(old: Decimal | str | None, new: Decimal | str | None) -> tuple[Any, Any]:
    """Beside words (a text that is no number yet) a number stands as people write it."""
    if not isinstance(old, str) and not isinstance(new, str):
        return old, new
    written = [format_number(x, None, language()) if isinstance(x, Decimal) else x for x in (old, new)]
    return written[0], written[1]


def _line(report: OpenReport, code: str, url: str, messages: Mapping[str, list[Message]]) -> ValueLine:
    cell, value, previous = report.definition.cells[code], report.values.get(code), report.previous(code)
    number = value.number if value is not None else None
    change = (number - previous) / previous * HUNDRED if number is not None and previous else None
    is_text = cell.value_type is ValueType.TEXT
    place = f"c-{code.replace('.', '-')}"
    return ValueLine(
        id=place,
        name=cell_name(cell) if cell.column else row_name(cell),
        unit=unit_name(cell, report.currency),
        number=number,
        text=value.text if value is not None else "",
        is_text=is_text,
        estimate=value.estimate if value is not None else False,
        note=value.note if value is not None else "",
        from_register=report.from_register(code),
        previous=previous,
        change_pct=change,
        edit_url=f"{url}?tried#{place}",
        messages=tuple(messages.get(code, ())),
        dong=report.dong(code),
    )


def filed_values(report: OpenReport, version: ReportVersion) -> OpenReport:
    """The same report with a version's values, and its exchange rate, in place of the draft's."""
    day = report.exchange.day if report.exchange is not None else version.filed_at.date()
    exchange = exchange_of_version(version, day)
    return replace(report, cells=cells_of(version), draft=None, register={}, exchange=exchange)
