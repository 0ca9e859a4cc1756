"""The periods of the forms: which one an address names, which ones are under way."""

from collections.abc import Iterator
from datetime import date

from songhanh.definitions.forms import ReportForm, UnknownFormError, form_for_period, report_forms
from songhanh.rules.periods import Period, parse_period, period_containing


def form_and_period(form_code: str, period_code: str) -> tuple[ReportForm, Period]:
    """What an address names; raises UnknownFormError or PeriodError."""
    bases = {each.basis for each in report_forms() if each.code == form_code}
    if not bases:
        raise UnknownFormError(f"Không có biểu mẫu «{form_code}».")
    period = parse_period(period_code, bases.pop())
    return form_for_period(form_code, period), period


def current_periods(on: date) -> Iterator[tuple[ReportForm, Period]]:
    """For each form that is in force the period that the day belongs to, and the one before it."""
    for code in dict.fromkeys(each.code for each in report_forms()):
        for period in _around(code, on):
            try:
                yield form_for_period(code, period), period
            except UnknownFormError:
                continue


def _around(code: str, on: date) -> tuple[Period, Period]:
    newest = max((each for each in report_forms() if each.code == code), key=lambda each: each.valid_from)
    period = period_containing(on, newest.period_kind, newest.basis)
    return period, period.previous()
