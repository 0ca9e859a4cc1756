"""Submitting: a draft, a workbook, an API call or the command line become a sealed version."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.models.counter import take
from songhanh.core.reasons import RefusedError
from songhanh.definitions.forms import form
from songhanh.reporting import policies
from songhanh.reporting.actions.exchange import BAD_RATE
from songhanh.reporting.actions.locking import lock
from songhanh.reporting.models import (
    Draft,
    ExchangeRate,
    Obligation,
    ObligationState,
    OnBehalf,
    ReportValue,
    ReportVersion,
    Source,
)
from songhanh.reporting.queries.checking import findings_of
from songhanh.reporting.queries.exchange import Exchange, exchange_of, rate_on
from songhanh.reporting.queries.filing import currency_of
from songhanh.reporting.queries.names import cell_name
from songhanh.rules.checks.cells import Level, Value, ValueType
from songhanh.rules.checks.findings import Finding
from songhanh.rules.exchange import is_plausible
from songhanh.rules.formats import format_number


@dataclass(frozen=True)
class Filing:
    """What is submitted for one obligation; all ways of filing end here.

    `exchange_rate` is what the sender typed, in dong for 1 USD; a rate of the authority's table goes before it.
    """

    obligation: Obligation
    values: Mapping[str, Value]
    source: Source
    on_behalf: OnBehalf = OnBehalf.NO
    correction_reason: str = ""
    exchange_rate: Decimal | None = None


class RejectedError(RefusedError):
    """Errors, or warnings without a note: nothing was submitted, the draft stays."""

    def __init__(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        count = sum(len(each) for each in findings.values())
        super().__init__("rejected", _("Chưa nộp: còn %(count)s chỗ cần sửa hoặc giải trình."), count=count)
        self.findings = findings  # by obligation id


@acts.act("reporting:version:submitted", _("Nộp báo cáo"))
def submit_reports(*, filings: Sequence[Filing], by: Actor, now: datetime) -> list[ReportVersion]:
    """All or none: every filing is checked first; each becomes its obligation's next sealed version."""
    if lock([filing.obligation for filing in filings]):
        raise RefusedError("newer_version", _("Báo cáo vừa được nộp ở nơi khác. Mở lại để xem lần nộp đó."))
    for filing in filings:
        _check(filing, by, now)
    findings = findings_of(filings)
    stops = stopping(filings, findings)
    if stops:
        raise RejectedError(stops)
    drafts = {
        draft.obligation_id: draft
        for draft in Draft.objects.filter(obligation__in=[f.obligation for f in filings])
    }
    rates = _rates(filings, drafts, now)
    versions = acts.insert(_versions(filings, findings, rates, by, now))
    acts.insert([row for v, f in zip(versions, filings, strict=True) for row in _values(v, f)], each=False)
    for version, filing in zip(versions, filings, strict=True):
        _move_on(filing.obligation, version, drafts.get(filing.obligation.pk), now)
    return versions


def _check(filing: Filing, by: Actor, now: datetime) -> None:
    policies.check_can_submit(by, filing.obligation, now)
    check_correction(filing)


def check_correction(filing: Filing) -> None:
    """What is filed over an earlier version: a reason, something changed, only in unlocked cells."""
    obligation = filing.obligation
    if obligation.latest is None:
        return
    if not policies.was_returned(obligation):
        if not filing.correction_reason.strip():
            raise RefusedError("no_correction_reason", _("Đã có lần nộp trước. Ghi lý do sửa để nộp lại."))
        same_rate = filing.exchange_rate in {None, obligation.latest.exchange_rate}
        if same_rate and _digest(filing.values) == obligation.latest.digest:
            raise RefusedError("nothing_changed", _("Chưa có số nào khác lần nộp trước: không cần nộp lại."))
    if obligation.unlocked:
        _check_only_unlocked_changed(filing)
        _check_corrected_or_explained(filing)


def _check_corrected_or_explained(filing: Filing) -> None:
    """An unlocked figure that stays as it was needs its reason: the report's, or a new note on the cell."""
    assert filing.obligation.latest is not None
    before = {v.cell: (v.number, v.text, v.note) for v in filing.obligation.latest.values.all()}
    after = {code: (v.number, v.text, v.note) for code, v in filing.values.items() if not v.is_blank}
    cells = form(filing.obligation.form_code, filing.obligation.form_version).cells
    kept = [c for c in filing.obligation.unlocked if c in cells and before.get(c) == after.get(c)]
    if kept and not filing.correction_reason.strip():
        raise RefusedError(
            "unlocked_unchanged",
            _(
                "%(cells)s: Ban mở khóa để sửa nhưng chưa đổi. Sửa số, hoặc ghi ở «Lý do nộp lại» "
                "vì sao không sửa, ví dụ «giữ nguyên vì đã đối chiếu sổ kế toán»."
            ),
            cells=", ".join(cell_name(cells[code]) for code in kept),
        )


def _check_only_unlocked_changed(filing: Filing) -> None:
    assert filing.obligation.latest is not None
    before = {value.cell: (value.number, value.text) for value in filing.obligation.latest.values.all()}
    after = {code: (value.number, value.text) for code, value in filing.values.items() if not value.is_blank}
    changed = {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}
    if any(not policies.may_type(filing.obligation, code) for code in changed):
        raise RefusedError(
            "locked_cell", _("Chỉ tiêu này đang khóa: Ban chỉ mở khóa một số chỉ tiêu để sửa.")
        )


def stopping(
    filings: Sequence[Filing], findings: Mapping[int, Sequence[Finding]]
) -> dict[int, Sequence[Finding]]:
    """Errors, and warnings that neither a note on the cell nor the reason of a correction explains."""
    stops_by_id: dict[int, Sequence[Finding]] = {}
    for filing in filings:
        found = findings.get(filing.obligation.pk, ())
        explained = bool(filing.correction_reason.strip())
        stops = [f for f in found if f.level is Level.ERROR or (f.blocks and not explained)]
        if stops:
            stops_by_id[filing.obligation.pk] = stops
    return stops_by_id


def exchange_for(
    filing: Filing, draft: Draft | None, now: datetime, table: Callable[[date], ExchangeRate | None] = rate_on
) -> Exchange | None:
    """The rate that is sealed with the report; refuses a typed one where it has no place or cannot be meant."""
    definition = form(filing.obligation.form_code, filing.obligation.form_version)
    currency, given = currency_of(filing.obligation, definition), filing.exchange_rate
    found = exchange_of(filing.obligation, definition, currency, draft=draft, now=now, table=table)
    if given is None:
        return found
    if found is None:
        raise RefusedError("no_foreign_amounts", _("Báo cáo này không có số bằng USD: bỏ tỷ giá đã nhập."))
    if not found.may_type and given != found.rate:
        raise RefusedError(
            "rate_known",
            _("Tỷ giá của báo cáo này đã có: %(rate)s đồng/USD. Bỏ tỷ giá nhập thêm."),
            rate=format_number(found.rate or 0),
        )
    if not is_plausible(given):
        raise RefusedError("bad_rate", BAD_RATE)
    return found if given == found.rate else Exchange(found.day, given)


def _rates(
    filings: Sequence[Filing], drafts: Mapping[int, Draft], now: datetime
) -> dict[int, Exchange | None]:
    """By obligation id; each day's rate is looked up once."""
    table = cache(rate_on)
    return {
        filing.obligation.pk: exchange_for(filing, drafts.get(filing.obligation.pk), now, table)
        for filing in filings
    }


def _versions(
    filings: Sequence[Filing],
    findings: Mapping[int, Sequence[Finding]],
    rates: Mapping[int, Exchange | None],
    by: Actor,
    now: datetime,
) -> list[ReportVersion]:
    receipts = _receipts(filings)
    return [
        ReportVersion(
            obligation=filing.obligation,
            number=filing.obligation.latest.number + 1 if filing.obligation.latest else 1,
            form_code=filing.obligation.form_code,
            form_version=filing.obligation.form_version,
            receipt=receipts[filing.obligation.pk],
            filed_at=now,
            filed_by_id=by.user_id,
            filed_by_name=by.name,
            source=filing.source,
            on_behalf=filing.on_behalf,
            exchange_rate=rate.rate if (rate := rates[filing.obligation.pk]) else None,
            exchange_entry=rate.entry if rate else None,
            findings=[_answered(finding, filing) for finding in findings.get(filing.obligation.pk, ())],
            correction_reason=filing.correction_reason,
            replaces=filing.obligation.latest,
            digest=_digest(filing.values),
            late=now > filing.obligation.due_at,
        )
        for filing in filings
    ]


def _receipts(filings: Sequence[Filing]) -> dict[int, str]:
    """Running numbers per period: BC-2021-12-0031."""
    receipts = {}
    ordered = sorted(
        filings, key=lambda f: (f.obligation.period_code, f.obligation.enterprise_id, f.obligation.pk)
    )
    for period_code, group in groupby(ordered, key=lambda f: f.obligation.period_code):
        same = list(group)
        for filing, number in zip(same, take(f"receipt:{period_code}", len(same)), strict=True):
            receipts[filing.obligation.pk] = f"BC-{period_code}-{number:04d}"
    return receipts


def _answered(finding: Finding, filing: Filing) -> dict[str, Any]:
    note = filing.values[finding.cell].note if finding.cell in filing.values else ""
    return {"code": finding.code, "cell": finding.cell, "note": note or filing.correction_reason}


def _values(version: ReportVersion, filing: Filing) -> list[ReportValue]:
    definition = form(version.form_code, version.form_version)
    currency = currency_of(filing.obligation, definition)
    return [
        ReportValue(
            version=version,
            cell=code,
            number=value.number,
            unit=definition.cells[code].unit_in(currency),
            text=value.text if definition.cells[code].value_type is ValueType.TEXT else "",
            estimate=value.estimate,
            note=value.note,
        )
        for code, value in filing.values.items()
        if code in definition.cells and not value.is_blank
    ]


def _move_on(obligation: Obligation, version: ReportVersion, draft: Draft | None, now: datetime) -> None:
    if draft is not None:
        draft.delete()
    obligation.latest = version
    obligation.state = ObligationState.SUBMITTED
    obligation.opened_at = obligation.opened_at or now
    obligation.filed_at = obligation.filed_at or now
    obligation.unlocked, obligation.unlock_due_at = [], None
    obligation.save()


def _digest(values: Mapping[str, Value]) -> str:
    """SHA-256 over the values in one canonical form."""
    plain = {
        code: [None if v.number is None else format(v.number.normalize(), "f"), v.text, v.estimate, v.note]
        for code, v in sorted(values.items())
        if not v.is_blank
    }
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
