"""Loading the whole demo, step by step: each step is whole or absent, and one that is there is left alone."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from songhanh.core.bulk import without_collector
from songhanh.demo.generation.authority import Authority
from songhanh.demo.generation.officers import CHANGED_ON
from songhanh.demo.generation.quarterly import QUARTERS
from songhanh.demo.generation.workforce import MONTHS
from songhanh.demo.loading.drill import drill_is_loaded, load_drill
from songhanh.demo.loading.gates import gates_are_loaded, load_gates, load_morning, morning_is_loaded
from songhanh.demo.loading.habits import habits_are_loaded, load_habits
from songhanh.demo.loading.history import LAST, PRODUCTION, Desk, load_month
from songhanh.demo.loading.lists import lists_are, load_sent, load_waiting
from songhanh.demo.loading.outbreak import load_outbreak, outbreak_is_loaded
from songhanh.demo.loading.people import load_people, people_are_loaded
from songhanh.demo.loading.presence import (
    load_presence,
    load_rosters,
    presence_is_loaded,
    rosters_are_loaded,
)
from songhanh.demo.loading.quarters import QUARTERLY, load_quarter
from songhanh.demo.loading.rates import AFTER_MONTH as RATE_AFTER_MONTH
from songhanh.demo.loading.rates import FIRST as FIRST_RATE
from songhanh.demo.loading.rates import LAST as LAST_RATE
from songhanh.demo.loading.rates import load_rate, rate_is_loaded
from songhanh.demo.loading.register import load_register, read_register
from songhanh.demo.loading.reports import load_signed, signed_is_loaded
from songhanh.demo.loading.scopes import load_scopes, scopes_are_loaded
from songhanh.demo.loading.targets import load_plan, revise_plan
from songhanh.demo.loading.underway import load_underway, underway_is_loaded
from songhanh.demo.loading.users import load_charges, load_substitute, load_users, read_users
from songhanh.enterprises.models import Assignment, Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.people.models import ImportState
from songhanh.reporting.models import Obligation, Target


@dataclass(frozen=True)
class Progress:
    """One step: what it loaded, how many rows of it, how long it took (0 where it was there already)."""

    what: str
    count: int
    seconds: float


@dataclass(frozen=True)
class _Step:
    what: str
    done: Callable[[], bool]
    load: Callable[[], int]


def load(authority: Authority) -> Iterator[Progress]:
    """Load what is missing, in the order in which it happened."""
    yield from _carry_out(
        _Step(
            "khu, doanh nghiệp, dự án, người dùng", Enterprise.objects.exists, lambda: _load_desk(authority)
        )
    )
    desk = Desk(authority, read_register(authority), read_users(authority))
    for step in _steps(desk):
        yield from _carry_out(step)


def _steps(desk: Desk) -> Iterator[_Step]:
    """By time: 2020, the plan of 2021 and its months and quarters, the people, the month under way, this morning."""
    yield from _past(desk)
    yield _Step("chỉ tiêu 2022 theo quý, bản 2", _revised(2022), lambda: revise_plan(desk))
    yield _Step("thống kê", _never, _count_rows)
    yield _Step("báo cáo mục tiêu kép 2021 đã ký", signed_is_loaded, lambda: load_signed(desk))
    yield _Step("người lao động", people_are_loaded, lambda: load_people(desk.authority, desk.register))
    yield _Step("danh sách doanh nghiệp gửi", lists_are(ImportState.TAKEN), lambda: load_sent(desk))
    yield _Step("thẻ QR, chốt, thiết bị, nơi", gates_are_loaded, load_gates)
    yield _Step("phân nơi, định biên chuyền", rosters_are_loaded, load_rosters)
    yield _rate(desk, LAST_RATE)
    yield _quarter(desk, QUARTERS[-1])
    yield _Step(
        "người thay chuyên viên",
        Assignment.objects.filter(substitute=True).exists,
        lambda: load_substitute(desk.users),
    )
    yield _Step("phạm vi của chuyên viên", scopes_are_loaded, lambda: load_scopes(desk))
    yield _Step("danh sách đang chờ sửa", lists_are(ImportState.CHECKED), lambda: load_waiting(desk))
    yield _Step("cách xem, lịch nghỉ riêng", habits_are_loaded, lambda: load_habits(desk))
    yield _Step("thống kê", _never, _count_rows)
    yield _Step("kỳ đang làm 01/2022", underway_is_loaded, lambda: load_underway(desk))
    yield _Step("khách và quy định sáng nay", morning_is_loaded, load_morning)
    yield _Step("hai tuần có mặt", presence_is_loaded, lambda: load_presence(desk.authority))
    yield _Step("diễn tập sơ tán", drill_is_loaded, load_drill)
    yield _Step("ca bệnh, truy vết", outbreak_is_loaded, lambda: load_outbreak(desk))


def _past(desk: Desk) -> Iterator[_Step]:
    """The months that are over, each with what follows it."""
    yield _rate(desk, FIRST_RATE)
    for place in range(LAST + 1):
        month = MONTHS[place]
        if place % 6 == 1:
            yield _Step("thống kê", _never, _count_rows)
        if month.code == "2021-01":
            yield _plan(desk, 2021)
        if month.code == "2021-03":
            yield _change_of_officers(desk)
        if month.code == "2021-12":
            yield _plan(desk, 2022)
        yield _month(desk, place)
        if day := RATE_AFTER_MONTH.get(month.code):
            yield _rate(desk, day)
        if quarter := AFTER_MONTH.get(month.code):
            yield _quarter(desk, quarter)


AFTER_MONTH = {"2021-06": "2021-q2", "2021-09": "2021-q3"}


def _never() -> bool:
    return False


def _count_rows() -> int:
    """Tables that have grown by tens of thousands of rows: without counts a database goes over them row by row."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return 0


def _month(desk: Desk, place: int) -> _Step:
    month = MONTHS[place]
    return _Step(
        f"báo cáo {month.label_vi()}", _raised(PRODUCTION, month.code), lambda: load_month(desk, place)
    )


def _change_of_officers(desk: Desk) -> _Step:
    return _Step(
        "đổi chuyên viên phụ trách",
        Assignment.objects.filter(since=CHANGED_ON).exists,
        lambda: load_charges(desk.authority, desk.register, desk.users, CHANGED_ON),
    )


def _plan(desk: Desk, year: int) -> _Step:
    return _Step(
        f"chỉ tiêu kế hoạch {year}", Target.objects.filter(year=year).exists, lambda: load_plan(desk, year)
    )


def _rate(desk: Desk, day: date) -> _Step:
    return _Step(
        f"tỷ giá minh họa từ {day:%d/%m/%Y}", lambda: rate_is_loaded(day), lambda: load_rate(desk.users, day)
    )


def _revised(year: int) -> Callable[[], bool]:
    return Target.objects.filter(year=year, version__gt=1).exists


def _quarter(desk: Desk, code: str) -> _Step:
    return _Step(f"mẫu A.III.1 {code}", _raised(QUARTERLY, code), lambda: load_quarter(desk, code))


def _raised(form_code: str, period_code: str) -> Callable[[], bool]:
    return Obligation.objects.filter(form_code=form_code, period_code=period_code).exists


def _load_desk(authority: Authority) -> int:
    load_users(authority, load_register(authority))
    return IndustrialPark.objects.count() + Enterprise.objects.count()


def _carry_out(step: _Step) -> Iterator[Progress]:
    if step.done():
        yield Progress(step.what, 0, 0.0)
        return
    started = time.perf_counter()
    with transaction.atomic(), without_collector():
        count = step.load()
    yield Progress(step.what, count, time.perf_counter() - started)
