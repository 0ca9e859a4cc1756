"""Open cases of the last weeks with their newest traced list: what leader and officer open first in the morning."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.templatetags.vietnamese import datetime as moment_words
from songhanh.core.templatetags.vietnamese import number
from songhanh.epidemic.models import Case, RunCase, TracingRun
from songhanh.epidemic.queries import access

FOLLOWED = timedelta(days=21)  # after being entered
SHOWN = 5


@dataclass(frozen=True, slots=True)
class OutbreakRow:
    """Cases of one enterprise; `url` opens the newest list, or the case where nothing was traced yet."""

    title: str
    detail: str
    when: str
    url: str
    button: str
    asks: int  # contacts whom somebody has to ask


def outbreaks(by: Actor, now: datetime) -> tuple[OutbreakRow, ...]:
    """By enterprise, the newest first; nothing for who may not read cases."""
    if not by.may(Permission.EPIDEMIC_READ):
        return ()
    reach = access.reach_of(by, timezone.localdate(now))
    rows = access.cases(reach).filter(withdrawn_at=None, erased_at=None, entered_at__gt=now - FOLLOWED)
    groups: dict[int, list[Case]] = {}
    for case in rows.order_by("-entered_at", "-pk"):
        groups.setdefault(case.enterprise_id, []).append(case)
    newest = _newest(reach, [case.pk for cases in groups.values() for case in cases])
    found = [_row(cases, newest) for cases in groups.values()]
    return tuple(found[:SHOWN])


def _newest(reach: access.Reach, case_ids: list[int]) -> dict[int, TracingRun]:
    """Case → its newest run."""
    links = RunCase.objects.filter(case__in=case_ids, run__in=access.runs(reach)).select_related("run")
    return {link.case_id: link.run for link in links.order_by("run__made_at", "run_id")}


def _row(cases: list[Case], newest: dict[int, TracingRun]) -> OutbreakRow:
    words = ngettext("%(count)s ca F0 tại %(enterprise)s", "%(count)s ca F0 tại %(enterprise)s", len(cases))
    title = words % {"count": number(len(cases)), "enterprise": cases[0].enterprise}
    runs = [newest[case.pk] for case in cases if case.pk in newest]
    if not runs:
        return OutbreakRow(
            title,
            _("%(code)s chưa truy vết") % {"code": cases[0].code},
            _("Nhập %(at)s") % {"at": moment_words(cases[0].entered_at)},
            reverse("epidemic:case", args=[cases[0].uuid]),
            _("Mở ca bệnh"),
            0,
        )
    run = max(runs, key=lambda each: (each.made_at, each.pk))
    asks = run.f1_uncertain + run.f2_uncertain
    return OutbreakRow(
        title,
        " · ".join(_told(run, cases, newest)),
        _("Truy vết lúc %(at)s") % {"at": moment_words(run.made_at)},
        reverse("epidemic:run", args=[run.uuid]),
        _("Mở danh sách"),
        asks,
    )


def _told(run: TracingRun, cases: list[Case], newest: dict[int, TracingRun]) -> Iterator[str]:
    """What the newest list holds, of how many of the cases it is where it is not of all, what is still to be asked."""
    values = {"code": run.code, "f1": number(run.f1), "f2": number(run.f2)}
    yield _("%(code)s: %(f1)s F1, %(f2)s F2") % values
    of_it = sum(newest.get(case.pk) == run for case in cases)
    if of_it < len(cases):
        yield _("của %(some)s trong %(all)s ca") % {"some": number(of_it), "all": number(len(cases))}
    if untraced := sum(case.pk not in newest for case in cases):
        yield _("%(count)s ca chưa truy vết") % {"count": number(untraced)}
    if asks := run.f1_uncertain + run.f2_uncertain:
        yield _("%(count)s chưa rõ") % {"count": number(asks)}
