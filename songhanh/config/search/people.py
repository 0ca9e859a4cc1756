"""People: by code, by an identity number at hand, and for the employer by name. Numbers are always masked."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from songhanh.config.search.answer import Group, Hit, Sought, group
from songhanh.core.accounts.permissions import Permission
from songhanh.people import queries
from songhanh.people.actions.people import note_lookup
from songhanh.people.models import Employment
from songhanh.people.presenters.lists import Viewer, found_by_number, found_by_words
from songhanh.people.presenters.persons import HIDDEN, identity_number


def people(sought: Sought) -> Group:
    """Who is employed today; looking for a number leaves a trace, whether or not somebody is found."""
    viewer = _viewer(sought)
    masked = viewer.masked or not sought.named
    rows = _matching(sought, viewer, masked=masked).select_related("person", "enterprise")
    order = "employee_code" if masked else "name_key"
    hits = [_hit(row, viewer, masked=masked) for row in rows.order_by(order, "pk")[: sought.limit + 1]]
    all_url = (
        f"{reverse('people:desk-list' if viewer.desk else 'people:list')}?{urlencode({'q': sought.text})}"
    )
    return group("people", _("Lao động"), hits, sought, all_url)


def _matching(sought: Sought, viewer: Viewer, *, masked: bool) -> Any:
    rows = queries.employed(scope=sought.by.scope, on=viewer.on)
    by_number = found_by_number(rows, sought.text, viewer) if viewer.may_find_numbers else None
    if by_number is not None:
        note_lookup(number=sought.text, found=by_number.count(), by=sought.by, now=sought.now)
        return by_number
    if not masked:
        return found_by_words(rows, sought.text, viewer)
    # Whose names are hidden can be found by code only; a code is one word with digits in it.
    coded = any(letter.isdigit() for letter in sought.text) and not {" ", "/"} & set(sought.text)
    return queries.with_code(rows, sought.text) if coded else rows.none()


def _viewer(sought: Sought) -> Viewer:
    today = timezone.localdate(sought.now)
    desk = sought.by.may(Permission.DESK_READ)
    return Viewer(by=sought.by, on=today, today=today, desk=desk, enterprises=())


def _hit(row: Employment, viewer: Viewer, *, masked: bool) -> Hit:
    name = HIDDEN if masked else row.full_name
    number = identity_number(row, masked=True)
    url = reverse("people:desk-person" if viewer.desk else "people:person", args=[row.stay])
    return Hit(f"{row.employee_code} · {name}", f"{row.enterprise} · {number}", url)
