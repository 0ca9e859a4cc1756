"""What devices ask for by themselves: enrolment, the snapshot, a change of shift. No session, no cookie."""

import json
import time
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.accounts.call_limit import TooManyCallsError, count_call
from songhanh.core.accounts.sign_in_events import address_of
from songhanh.core.actor import Actor
from songhanh.core.api.problems import problem
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import NOTHING
from songhanh.core.ui.request import Request
from songhanh.gate.actions.devices import change_shift, enrol_device
from songhanh.gate.models import Device
from songhanh.gate.queries.devices import device_actor, device_with_secret
from songhanh.gate.queries.keys import pass_keys
from songhanh.gate.queries.snapshot import newest_version, snapshot_of

MOST_BYTES = 4096
SCHEME = "Device "
NOW = "X-Songhanh-Now"  # ms since 1970 by our clock: a phone whose own is wrong decides by ours
Answer = Callable[[Request], HttpResponse]


class NoDeviceError(Exception):
    """Who asks is no device, or one no more: the code of a 401."""


@csrf_exempt
@require_POST
def enrol(request: Request) -> HttpResponse:
    """{"code"} → who it is now: {"device", "secret", "name", "gate", "enterprise", "trusted": {key number: key}}."""
    return _answered(request, _enrol)


@csrf_exempt
@require_POST
def shift(request: Request) -> HttpResponse:
    """{"guard": mark, "pin"} → {"guard", "began_at"}: who stands at the device from now on."""
    return _answered(request, _shift)


@require_safe
def snapshot(request: Request) -> HttpResponse:
    """The signed list of the device's gate (`queries.snapshot`), or 304 where it has the newest."""
    return _answered(request, _snapshot)


def _enrol(request: Request) -> HttpResponse:
    address = address_of(request)
    count_call(f"enrol {address}"[:60], time.time())
    by = Actor(None, _("Thiết bị mới"), "DEVICE", NOTHING, f"device {address}".strip())
    device, secret = enrol_device(code=_text(_body(request), "code"), by=by, now=request.now)
    keys = (key for key in pass_keys() if key.revoked_at is None)
    answer = {
        "device": device.code,
        "secret": secret,
        "name": device.name,
        "gate": device.gate.code,
        "enterprise": device.gate.enterprise.code,
        "trusted": {str(key.number): b64encode(bytes(key.public)).decode() for key in keys},
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _shift(request: Request) -> HttpResponse:
    device = _device(request)
    count_call(f"shift {device.code}", time.time())
    given = _body(request)
    row = change_shift(
        device=device,
        mark=_text(given, "guard"),
        pin=_text(given, "pin"),
        by=device_actor(device),
        now=request.now,
    )
    return JsonResponse({"guard": row.guard.mark, "began_at": int(row.began_at.timestamp() * 1000)})


def _snapshot(request: Request) -> HttpResponse:
    device = _device(request)
    version = newest_version(device.gate.enterprise_id, request.now)
    headers = {
        "ETag": f'"{version}"',
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization, Accept-Encoding",
        NOW: str(int(request.now.timestamp() * 1000)),
    }
    if version in [each.strip(' "W/') for each in request.headers.get("If-None-Match", "").split(",")]:
        return HttpResponse(status=304, headers=headers)
    made = snapshot_of(device.gate, request.now)
    if made is None:
        return problem(503, "no_keys", _("Chưa có khóa ký thẻ nào. Cấp thẻ trước."))
    headers["ETag"] = f'"{made.version}"'
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return HttpResponse(made.packed, content_type="application/json", headers=headers)
    return HttpResponse(made.text(), content_type="application/json", headers=headers)


def _answered(request: Request, answer: Answer) -> HttpResponse:
    """Every no is a problem (RFC 9457)."""
    try:
        return answer(request)
    except NoDeviceError as error:
        said = problem(
            401, str(error), _("Cần mã và khóa của thiết bị còn dùng ở đầu mục Authorization: Device.")
        )
        said.headers["WWW-Authenticate"] = SCHEME.strip()
        return said
    except RefusedError as error:
        return problem(409, error.code, str(error))
    except TooManyCallsError as error:
        said = problem(429)
        said.headers["Retry-After"] = str(error.wait)
        return said
    except (ValueError, RecursionError):
        return problem(400)


def _device(request: Request) -> Device:
    """The device whose secret this is. Raises `NoDeviceError`."""
    said = request.headers.get("Authorization", "")
    code, _dot, secret = said.removeprefix(SCHEME).partition(".")
    device = device_with_secret(code, secret) if said.startswith(SCHEME) else None
    if device is None:
        raise NoDeviceError("device-unknown")
    if device.revoked_at is not None:
        raise NoDeviceError("device-revoked")
    return device


def _body(request: HttpRequest) -> dict[str, Any]:
    """A small JSON object. Raises ValueError."""
    if len(request.body) > MOST_BYTES:
        raise ValueError
    given = json.loads(request.body)
    if not isinstance(given, dict):
        raise ValueError
    return given


def _text(given: dict[str, Any], name: str) -> str:
    """A text without what no database holds. Raises ValueError."""
    text = given.get(name)
    if not isinstance(text, str) or "\0" in text or not text.isprintable():
        raise ValueError
    return text[:64]
