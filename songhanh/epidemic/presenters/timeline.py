"""The cases' days: when each could pass it on, where it was, how many were first met there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.core.templatetags.vietnamese import day_and_month, number
from songhanh.core.ui.charts.svg import label, picture, shape
from songhanh.epidemic.models.result import CaseStay, IndexCase
from songhanh.epidemic.presenters.together import minutes_words
from songhanh.rules.tracing.window import DAY, EPOCH

NAMED_PLACES = 3
NAMED_CASES = 2  # with more, a day says how many of them were there
WIDTH, HEIGHT, BASE = 254.0, 82.0, 52.0


@dataclass(frozen=True, slots=True)
class Known:
    """What an officer entered of a case."""

    code: str
    onset_on: date | None
    sampled_on: date | None
    isolated_on: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One point of the timeline; `kind` as the style sheet has it: «bad», «now» or nothing."""

    on: date
    at: datetime | None
    kind: str
    fact: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """`finding` is the panel's title, `strip` the days as a small picture."""

    finding: str
    entries: tuple[Entry, ...]
    strip: SafeString


def timeline(
    *,
    known: Sequence[Known],
    cases: Sequence[IndexCase],
    stays: Iterable[CaseStay],
    first_met: Mapping[date, int],
    days: Sequence[date],
    run: Entry,
) -> Timeline:
    """`first_met`: F1 by the day they were first with a case; `days` were searched; `run` closes the line."""
    infectious = {day for case in cases for day in window_days(case)}
    entries = [*_days(stays, first_met, infectious), *_entered(known), run]
    entries.sort(key=lambda each: (each.on, each.at is not None, each.kind == "bad"))
    shown = sorted({*days, *(day for day in infectious if days and days[0] <= day <= days[-1])})
    strip = mark_safe(_strip(shown, infectious, first_met, known) if shown else "")
    return Timeline(_finding(cases), tuple(entries), strip)


def window_days(case: IndexCase) -> list[date]:
    """The days that an infectious window touches."""
    first, last = case.since // DAY, (case.until - 1) // DAY
    return [EPOCH + timedelta(days=number) for number in range(first, last + 1)]


def _finding(cases: Sequence[IndexCase]) -> str:
    days = sorted({day for case in cases for day in window_days(case)})
    if not days:
        return _("Diễn biến")
    words = {"first": day_and_month(days[0]), "last": day_and_month(days[-1])}
    return _("Có thể lây từ %(first)s đến %(last)s") % words


def _days(stays: Iterable[CaseStay], first_met: Mapping[date, int], infectious: set[date]) -> list[Entry]:
    by_day: dict[date, list[CaseStay]] = {}
    for stay in stays:
        by_day.setdefault(date.fromisoformat(stay.day), []).append(stay)
    entries = []
    for day in sorted(by_day.keys() | {day for day, met in first_met.items() if met}):
        met = first_met.get(day, 0)
        words = ngettext("gặp lần đầu %(count)s F1", "gặp lần đầu %(count)s F1", met)
        said = [_("có thể lây")] if day in infectious else []
        said += [words % {"count": number(met)}] if met else []
        entries.append(Entry(day, None, "", _where(by_day.get(day, [])), " · ".join(said)))
    return entries


def _where(stays: Sequence[CaseStay]) -> str:
    """«May 11 9 giờ 05, Bàn ăn 14 35 phút»; of several cases each by its code."""
    if not stays:
        return _("Chưa có dữ liệu có mặt của F0")
    codes = sorted({stay.case for stay in stays})
    if len(codes) > NAMED_CASES:
        words = ngettext("%(count)s F0 có mặt: %(places)s", "%(count)s F0 có mặt: %(places)s", len(codes))
        return words % {"count": number(len(codes)), "places": _places(stays)}
    parts = [_places([stay for stay in stays if stay.case == code]) for code in codes]
    if len(codes) == 1:
        return parts[0]
    return "; ".join(f"{code}: {places}" for code, places in zip(codes, parts, strict=True))


def _places(stays: Sequence[CaseStay]) -> str:
    sums: dict[str, int] = {}
    for stay in stays:
        sums[stay.place] = sums.get(stay.place, 0) + stay.seconds
    longest = sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    named = [f"{place} {minutes_words(max(seconds // 60, 1))}" for place, seconds in longest[:NAMED_PLACES]]
    return ", ".join(named) + (" …" if len(longest) > NAMED_PLACES else "")


def _entered(known: Iterable[Known]) -> list[Entry]:
    entries = []
    for case in known:
        facts = (
            (case.onset_on, "bad", _("%(case)s khởi phát")),
            (case.sampled_on, "bad", _("%(case)s lấy mẫu")),
            (case.isolated_on, "", _("%(case)s được cách ly")),
        )
        entries += [Entry(on, None, kind, words % {"case": case.code}) for on, kind, words in facts if on]
    return entries


def _strip(
    days: Sequence[date], infectious: set[date], first_met: Mapping[date, int], known: Iterable[Known]
) -> str:
    """A column a day: how many F1 were first met; below it a band while somebody could pass it on."""
    step = (WIDTH - 8) / len(days)
    most = max([first_met.get(day, 0) for day in days] + [1])
    marked = {on for case in known for on in (case.onset_on, case.sampled_on) if on}
    parts = [shape("line", "st-ls", x1=4, x2=WIDTH - 4, y1=BASE, y2=BASE)]
    for nth, day in enumerate(days):
        x, met = 4 + nth * step, first_met.get(day, 0)
        if met:
            tall = max(34.0 * met / most, 1.5)
            parts.append(shape("rect", "fi-l3", x=x + 1, y=BASE - tall, width=step - 2, height=tall))
            parts.append(label(number(met), x + step / 2, BASE - tall - 4, anchor="middle"))
        if day in infectious:
            parts.append(shape("rect", "fi-l4", x=x, y=BASE + 3, width=step, height=5))
        if day in marked:
            parts.append(shape("rect", "fi-ink", x=x + step / 2 - 1.5, y=BASE - 2, width=3, height=13))
    parts += [label(day_and_month(days[0]), 4, HEIGHT - 4)]
    parts += [label(day_and_month(days[-1]), WIDTH - 4, HEIGHT - 4, anchor="end")] if len(days) > 1 else []
    said = ", ".join(f"{day_and_month(day)} {number(first_met[day])}" for day in days if first_met.get(day))
    sentence = _("F1 gặp lần đầu theo ngày: %(days)s") % {"days": said or "0"}
    return picture(sentence, WIDTH, HEIGHT, parts)
