"""The roll call on a phone: a page that opens without a network, the list it takes along, the marks it sends."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.accounts.actors import actor_of
from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.sign_in_events import origin_of
from songhanh.core.actor import Actor
from songhanh.core.api.problems import problem
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.core.ui import offline
from songhanh.core.ui.request import Request, requires, visible
from songhanh.presence import policies
from songhanh.presence.actions.roll_calls import Taken, Touch, note_list_taken, take_marks
from songhanh.presence.models.roll_calls import NAME, NOTE
from songhanh.presence.presenters import roll_call_phone as shown
from songhanh.presence.presenters.roll_calls import rows_of
from songhanh.presence.queries import roll_calls as queries

SHELL = ("roll-call.js", "offline.js", "roll-call.css", "mark.svg", *offline.FONTS)
SCHEME = "RollCall "
SALT = "songhanh.roll-call"
KEY_SECONDS = 24 * 3600  # a fire lasts longer than a sign-in does
MOST_BYTES = 512 * 1024
MOST_MARKS = 500
LAST_MS = 4_102_444_800_000  # 2100: later than that no clock is believed, and no date overflows


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """The page itself: it holds nobody's data, so a phone may keep it. Which call it is about stands after «#»."""
    context = {"words": shown.words(), "worker_url": offline.worker_url("presence:roll-call-worker", SHELL)}
    response = render(request, "presence/roll_call_phone.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, under the page's own path: it may not reach beyond it."""
    return offline.worker_script(reverse("presence:roll-call-phone"))


@require_safe
@requires(Permission.PRESENCE_ROLL_CALL)
def take_along(request: Request, uuid: UUID) -> HttpResponseBase:
    """The list with names, and a key with which this phone sends marks of this call for a day."""
    call = visible(queries.roll_calls(scope=request.actor.scope), request.actor, uuid=uuid)
    user = request.actor.user_id
    if user is None or not policies.can_call(request.actor, call.enterprise):
        raise Http404
    note_list_taken(call=call, by=request.actor, now=request.now)
    expected = queries.expected_of(call)
    rows = rows_of(expected, queries.Standing({}, []), call.points, named=True)
    key = signing.dumps({"call": str(call.uuid), "user": user}, salt=SALT)
    answer = {**shown.listed(call, rows), "key": key, "server_now": _ms(request.now)}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@csrf_exempt
@require_POST
def marks(request: Request, uuid: UUID) -> HttpResponse:
    """{"sent_at", "after", "marks"} → what became of them, and all marks kept after the one with id `after`.

    Who sends is known by the key of `take_along` alone: the session may have ended, the permission may not.
    """
    by = _bearer(request, uuid)
    call = queries.roll_call_of(scope=by.scope, uuid=uuid) if by else None
    if by is None or call is None or not policies.can_call(by, call.enterprise):
        return problem(401, "roll-call-key", _("Lượt điểm danh chưa gửi được: đăng nhập lại trên máy này."))
    try:
        sent_at, after, touches = _message(request)
    except (ValueError, TypeError, KeyError, RecursionError):
        return problem(422)
    taken = Taken([], [], [])
    if touches:
        drift = _ms(request.now) - sent_at
        try:
            taken = take_marks(call=call, touches=touches, drift_ms=drift, by=by, now=request.now)
        except RefusedError as error:
            return problem(409, error.code, str(error))
    news = queries.marks_after(call, after, queries.AT_ONCE)
    answer = {
        "server_now": _ms(request.now),
        "stored": [str(each) for each in taken.stored],
        "doubled": [str(each) for each in taken.doubled],
        "refused": [{"id": str(each), "title": str(why)} for each, why in taken.refused],
        "marks": [shown.mark_json(each) for each in news],
        "last": news[-1].pk if news else after,
        "closed": shown.closed_words(call, queries.late_of(call, [*taken.stored, *taken.doubled])),
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _bearer(request: Request, uuid: UUID) -> Actor | None:
    """Who was given the key, as he may act today."""
    said = request.headers.get("Authorization", "")
    try:
        given = signing.loads(said.removeprefix(SCHEME), salt=SALT, max_age=KEY_SECONDS)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=given["user"], is_active=True).first()
    if user is None or given["call"] != str(uuid):
        return None
    return actor_of(user, on=timezone.localdate(request.now), origin=origin_of(request))


def _message(request: HttpRequest) -> tuple[int, int, list[Touch]]:
    """(when it was sent by the phone's clock, id of the last mark known there, marks). Raises what is wrong."""
    if len(request.body) > MOST_BYTES:
        raise ValueError
    given = json.loads(request.body)
    listed = given["marks"]
    if not isinstance(listed, list) or len(listed) > MOST_MARKS:
        raise ValueError
    after = _whole(given["after"])
    return _whole(given["sent_at"]), after, [_touch(each) for each in listed]


def _touch(each: dict[str, Any]) -> Touch:
    return Touch(
        uuid=_uuid(each["id"]),
        at=datetime.fromtimestamp(_whole(each["at"]) / 1000, UTC),
        nth=None if each["nth"] is None else _whole(each["nth"]),
        undoes=None if each["undoes"] is None else _uuid(each["undoes"]),
        point=None if each["point"] is None else _whole(each["point"]),
        name=_text(each["name"], NAME),
        note=_text(each["note"], NOTE),
    )


def _uuid(value: Any) -> UUID:
    if not isinstance(value, str):
        raise ValueError
    return UUID(value)


def _whole(value: Any) -> int:
    """A whole number that a clock or a list may hold."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return min(value, LAST_MS)


def _text(value: Any, most: int) -> str:
    """A line of text. What no database holds becomes a space: half a letter, where a field cut a name short, must not
    keep the whole queue of a phone waiting for ever.
    """
    if not isinstance(value, str):
        raise ValueError
    return "".join(letter if letter.isprintable() else " " for letter in value).strip()[:most]


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
