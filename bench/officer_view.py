"""The officer's view of a traced list, asked through the real views: what the slider asks for once it is let go.

One enterprise of some thousand workers with two weeks of presence; a run of about 200 contacts and one of about
5,000. While the slider is moved it is answered in the page, without a request: tests/browser/test_case.py shows that
and keeps the milliseconds in its report.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import numpy as np
from django.conf import settings
from django.test import Client
from django.urls import reverse

import bench.django_setup  # noqa: F401 (first: it makes Django ready)
from bench.acceptance import DATABASES
from bench.authority import TINY, Size, make
from bench.machine import Result, Side, below_aim, p95, timed
from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.snapshot import put_day, put_places
from songhanh.core import acts
from songhanh.core.accounts.actors import actor_of
from songhanh.core.models import User
from songhanh.definitions.contacts import contact_definition
from songhanh.demo.loading.moments import CLOCK, LOADER
from songhanh.enterprises.models import Assignment, Enterprise
from songhanh.epidemic.actions.runs import Choice, run_trace
from songhanh.epidemic.models import Case, TracingRun
from songhanh.epidemic.presenters.steps import STEPS
from songhanh.gate.models import DistanceClass, Place, PlaceKind
from songhanh.people.models import Employment
from songhanh.presence.actions.days import give_numbers
from songhanh.presence.queries.numbers import numbers_of
from songhanh.presence.queries.places import code_of, named_places

TIMES = 40
TODAY = date(2022, 1, 17)
DAYS = 14
HOUR = 3_600
A_SITTING = 24
WANTED = {200: 0.1, 5_000: 0.3}  # contacts → seconds that the drawing anew may take
MOST_OF_ALL = 0.8  # of the workers: more cannot be wanted
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "pictures"}


def run(database: str, *, tiny: bool) -> Result:
    """Each run's fragment at every stop of the slider, for both choices; the page and the table for comparison."""
    make(TINY if tiny else Size(people=20_000, enterprises=6, months=13))
    settings.DEMO_CLOCK = CLOCK  # the register, presence and reports all end on that day
    workers = _largest()
    _presence(workers)
    leader = Client()
    leader.force_login(User.objects.get(username="lanhdao"))
    sides, aims = [], []
    for wanted, limit in WANTED.items():
        measured = _sides(leader, _run_of(workers, wanted), 2 if tiny else TIMES)
        sides += measured
        aims.append(below_aim(f"{measured[0].name}, p95", p95(measured[0].seconds), limit))
    return Result(
        f"officer_view-{database}",
        f"Officer's view of a traced list, {DATABASES[database]}",
        f"{len(workers):,} workers of one enterprise, {DAYS} days of presence. Whole requests through middleware, "
        "sealed list, register, plans and template; the slider itself is counted in the page.",
        sides,
        aims,
    )


def _sides(client: Client, made: TracingRun, times: int) -> list[Side]:
    page = reverse("epidemic:run", args=[made.uuid])
    asked = {
        "slider let go": (reverse("epidemic:run-pictures", args=[made.uuid]), HTMX),
        "table": (page, {**HTMX, "HTTP_HX_TARGET": "list"}),
        "page": (page, {}),
    }
    found = f"{made.f1 + made.f2:,} contacts"
    sides = []
    for name, (address, headers) in asked.items():
        _ask(client, address, 0, headers)
        seconds = [timed(partial(_ask, client, address, nth, headers)) for nth in range(times)]
        sides.append(Side(f"{name}, {found}", f"`{address.replace(str(made.uuid), '…')}`", seconds))
    return sides


def _ask(client: Client, address: str, nth: int, headers: dict[str, str]) -> None:
    query = {"least": str(STEPS[nth % len(STEPS)]), "home": ("F1", "F2")[nth % 2]}
    response = client.get(address, query, **headers)  # type: ignore[arg-type]
    assert response.status_code == 200, (address, response.status_code)


def _largest() -> list[Employment]:
    """Everybody of the largest enterprise; its lines become places."""
    heads: dict[int, list[Employment]] = {}
    for row in Employment.objects.filter(until=None).exclude(line="").order_by("pk"):
        heads.setdefault(row.enterprise_id, []).append(row)
    workers = max(heads.values(), key=len)
    enterprise = Enterprise.objects.get(pk=workers[0].enterprise_id)
    names = [(PlaceKind.LINE, line) for line in sorted({row.line for row in workers})]
    names += [(PlaceKind.SITTING, f"Bàn {nth}") for nth in range(len(workers) // A_SITTING + 1)]
    with acts.acting("bench:place:added", by=LOADER, now=CLOCK):
        for kind, name in names:
            Place(enterprise=enterprise, kind=kind, name=name, distance=DistanceClass.NEAR).save()
    people = [row.person_id for row in workers]
    give_numbers(person_ids=people, pass_ids=[], by=LOADER, now=CLOCK)
    return workers


def _presence(workers: Sequence[Employment]) -> None:
    """A shift at the line, half an hour at a table, everybody a little different."""
    enterprise = Enterprise.objects.get(pk=workers[0].enterprise_id)
    folder = Path(settings.PRESENCE_ROOT)
    numbers = put_places(folder, named_places([enterprise]))
    places = {(each.kind, each.name): each for each in Place.objects.filter(enterprise=enterprise)}
    known = numbers_of([row.person_id for row in workers])
    draw = np.random.default_rng(1)
    person = np.array([known[row.person_id] for row in workers])
    line = np.array([numbers[code_of(places[PlaceKind.LINE, row.line], enterprise.code)] for row in workers])
    tables = draw.integers(0, len(workers) // A_SITTING + 1, len(workers))
    table = np.array(
        [numbers[code_of(places[PlaceKind.SITTING, f"Bàn {nth}"], enterprise.code)] for nth in tables]
    )
    for back in range(DAYS):
        come = 7 * HOUR + draw.integers(0, HOUR, len(workers))
        leave, eat = come + 8 * HOUR - draw.integers(0, HOUR, len(workers)), np.full(len(workers), 12 * HOUR)
        rows = Stays(
            np.concatenate([person, person]),
            np.concatenate([line, table]),
            np.concatenate([come, eat]),
            np.concatenate([leave, eat + 1_800]),
        )
        put_day(folder, TODAY - timedelta(days=back), rows)


def _run_of(workers: Sequence[Employment], wanted: int) -> TracingRun:
    """Cases one after the other until the list is long enough."""
    officer = Assignment.objects.filter(enterprise=workers[0].enterprise_id, until=None)[0].officer
    by = actor_of(officer, on=TODAY, origin="bench")
    choice = Choice(contact_definition("ours"), 1 if wanted == min(WANTED) else 2, 2)
    cases: list[Case] = []
    draw = np.random.default_rng(wanted)
    while True:
        cases.append(_case(workers[int(draw.integers(len(workers)))]))
        with acts.acting("bench:run:made", by=LOADER, now=CLOCK):
            made = run_trace(cases=cases, choice=choice, by=by, now=CLOCK)
        if made.f1 + made.f2 >= min(wanted, MOST_OF_ALL * len(workers)):
            return made


def _case(row: Employment) -> Case:
    with acts.acting("bench:case:entered", by=LOADER, now=CLOCK):
        case = Case(
            code=f"CA-{Case.objects.count() + 1:04d}", enterprise=row.enterprise, person=row.person, stay=row.stay,
            onset_on=TODAY - timedelta(days=2), entered_at=CLOCK,
        )  # fmt: skip
        case.save()
    return case
