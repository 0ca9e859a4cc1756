"""List pages of a merged province under restricted roles, asked through the real views: is p95 below 100 ms?

192,000 people in 1,200 enterprises and 60 months of reports. An officer sees half of the parks, a reporter the
largest enterprise. Every page is asked many times, each time with another page, word, day or filter.
"""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.test import Client
from django.urls import reverse

import bench.django_setup  # noqa: F401 (first: it makes Django ready)
from bench.acceptance import DATABASES
from bench.authority import TINY, Scratch, Size, make
from bench.machine import Result, Side, below_aim, p95, timed
from songhanh.core.actions.grants import grant_scope
from songhanh.core.actions.users import add_user
from songhanh.core.models import User
from songhanh.core.scope import ScopeKind
from songhanh.demo.loading.moments import CLOCK, LOADER
from songhanh.enterprises.models import Enterprise
from songhanh.people.models import Employment

LIMIT = 0.1
TIMES = 40
TODAY = date(2022, 1, 17)
Query = dict[str, str | int]


@dataclass(frozen=True)
class Page:
    """A list, how it is asked, and by whom."""

    name: str
    client: Client
    address: str
    queries: tuple[Query, ...]


def run(database: str, *, tiny: bool) -> Result:
    """Warm each page once per query, then time all pages in turn."""
    size = TINY if tiny else Size()
    scratch = make(size)
    pages = list(_pages(scratch))
    gc.collect()
    gc.freeze()  # as a server's process does (config/worker.py), which has never held what was made here
    seconds: dict[str, list[float]] = {page.name: [] for page in pages}
    for page in pages:
        _ask(page, page.queries[0])
    for nth in range(2 if tiny else TIMES):
        for page in pages:
            query = page.queries[nth % len(page.queries)]
            seconds[page.name].append(timed(lambda p=page, q=query: _ask(p, q)))
    sides = [Side(page.name, f"`{page.address}`", seconds[page.name]) for page in pages]
    return Result(
        f"lists-{database}",
        f"List pages, {DATABASES[database]}",
        f"{Employment.objects.count():,} people's rows ({size.people:,} employed), {size.enterprises:,} enterprises, "
        f"{scratch.reports:,} accepted report values; the whole request through middleware, view and template.",
        sides,
        [below_aim(f"{side.name}, p95", p95(side.seconds), LIMIT) for side in sides],
    )


def _pages(scratch: Scratch) -> Iterator[Page]:
    yield from _officers_pages(_officer(scratch))
    yield from _reporters_pages(*_reporter())


def _officers_pages(client: Client) -> Iterator[Page]:
    people, reports = reverse("people:list"), reverse("reporting:reports")
    codes = list(Employment.objects.order_by("?").values_list("employee_code", flat=True)[:20])
    days: list[Query] = [{"on": (TODAY - timedelta(days=30 * n)).isoformat()} for n in range(1, 20)]
    filters: list[Query] = [{"sex": "F", "province": f"2021-11-01:{code}"} for code in (37, 35, 36, 38, 40)]
    turned: list[Query] = [{"sort": sort} for sort in ("joined", "-joined", "-code")]
    found: list[Query] = [{"q": code} for code in codes]
    turn: list[Query] = [{"page": n} for n in range(1, 60, 3)]
    yield _page("people", client, people, turn)
    yield _page("people, sorted", client, people, turned)
    yield _page("people, filtered", client, people, filters)
    yield _page("people, found by code", client, people, found)
    yield _page("people, on a past day", client, people, days)
    yield _page("reports", client, reports, turn)
    yield _page(
        "reports, sorted", client, reports, [{"sort": s} for s in ("state", "filed", "-filed", "enterprise")]
    )
    yield _page(
        "reports, filtered",
        client,
        reports,
        [{"state": "ACCEPTED", "year": year} for year in range(2018, 2022)],
    )
    yield _page("reports, found by name", client, reports, [{"q": f"mẫu {n}"} for n in range(11, 31)])
    yield _page("reports by period", client, reverse("reporting:list"), [{}])
    collection = reverse("reporting:collection", args=["monthly-production", "2022-01"])
    yield _page("who has not reported", client, collection, turn[:5])
    yield _page("enterprises", client, reverse("enterprises:list"), turn[:5])
    sought = [f"mẫu {n} T12/2021" for n in range(11, 21)] + [*codes[:10], "khong co gi", "bao cao an toan"]
    yield _page("search", client, reverse("search"), [{"q": each} for each in sought])


def _reporters_pages(client: Client, names: list[str]) -> Iterator[Page]:
    desk = reverse("people:desk-list")
    yield _page("own people", client, desk, [{"page": n} for n in range(1, 20)])
    yield _page(
        "own people, sorted", client, desk, [{"sort": s} for s in ("joined", "-joined", "name", "-name")]
    )
    yield _page("own people, found by name", client, desk, [{"q": name} for name in names])
    yield _page("own reports", client, reverse("reporting:list"), [{}, {"state": "ACCEPTED"}, {"year": 2020}])


def _page(name: str, client: Client, address: str, queries: list[Query]) -> Page:
    return Page(name, client, address, tuple(queries))


def _ask(page: Page, query: Query) -> None:
    response = page.client.get(page.address, query)
    assert response.status_code == 200, (page.name, query, response.status_code)


def _officer(scratch: Scratch) -> Client:
    """Every other park."""
    user = _user("OFFICER", "khu-lon")
    for park in list(scratch.register.parks.values())[::2]:
        grant_scope(
            user=user,
            kind=ScopeKind.PARKS,
            target_id=park.pk,
            valid_from=date(2016, 1, 1),
            by=LOADER,
            now=CLOCK,
        )
    return _signed_in(user)


def _reporter() -> tuple[Client, list[str]]:
    """Of the largest enterprise, and some of its people's names."""
    counted = Employment.objects.values_list("enterprise_id").order_by()
    heads: dict[int, int] = {}
    for (pk,) in counted:
        heads[pk] = heads.get(pk, 0) + 1
    largest = Enterprise.objects.get(pk=max(heads, key=lambda pk: heads[pk]))
    user = _user("ENTERPRISE_REPORTER", "doanh-nghiep-lon")
    grant_scope(
        user=user,
        kind=ScopeKind.ENTERPRISES,
        target_id=largest.pk,
        valid_from=date(2016, 1, 1),
        by=LOADER,
        now=CLOCK,
    )
    names = list(Employment.objects.filter(enterprise=largest).values_list("full_name", flat=True))
    return _signed_in(user), Random(3).sample(names, min(20, len(names)))


def _user(role: str, name: str) -> User:
    return add_user(
        username=name, full_name=name, role=role, password="ba con vịt qua cầu", by=LOADER, now=CLOCK
    )


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
