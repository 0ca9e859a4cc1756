"""«Phân nơi», «Định biên», «Khoảng bù»: what an enterprise says of who is where, and how many a line needs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.records import RecordQuerySet
from songhanh.core.ui.acting import done, filled, saved, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.gate.models import Place, PlaceKind
from songhanh.gate.queries.places import places
from songhanh.people import queries as people
from songhanh.presence import forms, policies
from songhanh.presence.actions import lines as line_actions
from songhanh.presence.actions import rosters as actions
from songhanh.presence.models import Margins, Roster, RosterFor
from songhanh.presence.presenters import rosters as shown
from songhanh.presence.queries.holders import holders_of_codes
from songhanh.presence.queries.margins import margins_by_enterprise
from songhanh.presence.queries.roster import codes_of, rosters
from songhanh.presence.views.frame import enterprise_of, form_page, frame, managers, readers

HERE = "presence:rosters"


@require_safe
@readers
def roster_list(request: Request) -> HttpResponseBase:
    """All in sight."""
    rows = rosters(scope=request.actor.scope)
    spec = shown.roster_spec(people.enterprises_of(request.actor.scope), _codes(request, rows))
    return list_answer(request, rows, spec, "presence/roster_list.html", frame(request, HERE))


@GET_POST
@managers
def set_roster(request: Request) -> HttpResponseBase:
    """Persons, a line or a shift to a place."""
    known = {str(each.pk): each for each in places(scope=request.actor.scope)}
    form = forms.RosterForm(
        request.POST or None,
        places=_options(each for each in known.values() if each.kind != PlaceKind.WORKSHOP),
        lines=_options(each for each in known.values() if each.kind == PlaceKind.LINE),
        initial={"weekdays": list("123456"), "valid_from": timezone.localdate(request.now)},
    )
    made: list[Roster] = []
    if filled(request, form, lambda given: made.extend(_set(request, given, known))):
        said = ngettext("Đã phân nơi cho %(n)s dòng.", "Đã phân nơi cho %(n)s dòng.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect(HERE)
    lead = _(
        "Người được tính ở nơi này vào những giờ này khi đang ở trong; phòng ở và chuyến xe tính cả ngoài chốt."
    )
    return form_page(request, form, title=_("Phân nơi"), act=_("Phân nơi"), here=HERE, lead=lead)


def _set(request: Request, given: dict[str, Any], known: dict[str, Place]) -> list[Roster]:
    place = known[given["place"]]
    stays: tuple[UUID, ...] = ()
    if given["for_whom"] == RosterFor.PERSON:
        asked = {(place.enterprise_id, code) for code in given["codes"]}
        holders = holders_of_codes(asked, timezone.localdate(request.now))
        found = {code: holder.work for (_owner, code), holder in holders.items()}
        policies.check_known_codes([code for code in given["codes"] if found.get(code) is None])
        stays = tuple(dict.fromkeys(work.stay for work in found.values() if work is not None))
    terms = actions.Terms(
        place=place,
        for_whom=RosterFor(given["for_whom"]),
        starts_at=given["starts_at"],
        ends_at=given["ends_at"],
        valid_from=given["valid_from"],
        valid_until=given["last_day"] + timedelta(days=1) if given["last_day"] else None,
        weekdays="".join(sorted(given["weekdays"])),
        stays=stays,
        line=known.get(given["line"]),
        shift=given["shift"],
    )
    return actions.set_rosters(enterprise=place.enterprise, terms=[terms], **who(request))


@GET_POST
@readers
def roster_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One; a POST says its last day."""
    row = visible(rosters(scope=request.actor.scope), request.actor, uuid=uuid)
    form = forms.EndForm(request.POST or None, initial={"last_day": timezone.localdate(request.now)})
    if filled(
        request,
        form,
        lambda given: actions.end_roster(
            roster=row, valid_until=given["last_day"] + timedelta(days=1), **who(request)
        ),
    ):
        return saved(request, HERE)
    facts = [
        (_("Nơi"), f"{row.place.get_kind_display()} {row.place}"),
        (_("Doanh nghiệp"), str(row.enterprise)),
        (_("Ai"), shown.whom(row, _codes(request, rosters(scope=request.actor.scope).filter(pk=row.pk)))),
        (_("Giờ"), shown.hours(row)),
        (_("Ngày"), shown.weekdays(row)),
        (_("Từ ngày"), row.valid_from),
        (_("Đến hết ngày"), shown.last_day(row)),
        (_("Ghi lúc"), row.set_at),
    ]
    may_change = policies.can_manage(request.actor, row.enterprise)
    context = frame(request, HERE, row=row, facts=facts, form=form, may_change=may_change)
    return render(request, "presence/roster.html", context, status=422 if form.errors else 200)


@require_POST
@managers
def withdraw(request: Request, uuid: UUID) -> HttpResponseBase:
    """As if it had never been."""
    row = visible(rosters(scope=request.actor.scope), request.actor, uuid=uuid)
    return done(request, lambda: actions.withdraw_roster(roster=row, **who(request)), _("Đã lưu."), HERE)


@GET_POST
@managers
def set_plan(request: Request) -> HttpResponseBase:
    """How many are to come to a line, and with how few it runs."""
    here = "presence:lines"
    rows = places(scope=request.actor.scope).filter(kind=PlaceKind.LINE)
    known = {str(each.pk): each for each in rows}
    initial = {"valid_from": timezone.localdate(request.now), "line": request.GET.get("line", "")}
    form = forms.PlanForm(request.POST or None, lines=_options(known.values()), initial=initial)

    def act(given: dict[str, Any]) -> None:
        line = known[given["line"]]
        plan = line_actions.Plan(line, given["shift"], given["planned"], given["minimum_crew"])
        line_actions.set_line_plans(
            enterprise=line.enterprise, plans=[plan], valid_from=given["valid_from"], **who(request)
        )

    if filled(request, form, act):
        return saved(request, here)
    lead = _("Có hiệu lực từ ngày ghi đến khi ghi định biên mới của cùng chuyền và ca.")
    return form_page(request, form, title=_("Ghi định biên"), act=_("Ghi định biên"), here=here, lead=lead)


@GET_POST
@readers
def margins(request: Request) -> HttpResponseBase:
    """Of each enterprise; a POST sets one's."""
    enterprises = people.enterprises_of(request.actor.scope)
    kept = margins_by_enterprise(each.pk for each in enterprises)
    first = kept[enterprises[0].pk] if enterprises else Margins()
    names = ("after_shift_minutes", "longest_hours", "doubled_seconds", "ride_minutes")
    form = forms.MarginsForm(
        request.POST or None,
        enterprises=enterprises,
        initial={name: getattr(first, name) for name in names},
    )

    def act(given: dict[str, Any]) -> None:
        chosen = enterprise_of(request, given.pop("enterprise"))
        line_actions.set_margins(enterprise=chosen, **given, **who(request))

    if filled(request, form, act):
        return saved(request, "presence:margins")
    rows = [(each, kept[each.pk]) for each in enterprises]
    context = frame(request, "presence:margins", form=form, rows=rows)
    return render(request, "presence/margins.html", context, status=422 if form.errors else 200)


def _codes(request: Request, rows: RecordQuerySet[Roster]) -> dict[UUID, str]:
    return codes_of(rows) if request.actor.may(Permission.PRESENCE_PERSON) else {}


def _options(found: Iterable[Place]) -> list[tuple[str, str]]:
    """With the enterprise where there are several."""
    listed = list(found)
    several = len({each.enterprise_id for each in listed}) > 1
    return [
        (
            str(each.pk),
            f"{each.get_kind_display()}: {shown.place_name(each)}"
            + (f" · {each.enterprise}" if several else ""),
        )
        for each in listed
    ]
