"""What a device decides by: a signed statement of passes and rules, good for a day without a network.

A JSON object. Moments are milliseconds since 1970 UTC, days ISO dates, half-open [from, until), pass numbers decimal
text (a browser's numbers end at 2^53).

* `passes`: [number, label, line, shift, from, until, «OK» or «REVOKED», «vi» or «en»] of everybody; the label is a
  worker's code and a guest's name, whom the guard has never seen;
* `announced`: guests of today and the days in which this snapshot may still be used;
* `rules`: whom a gate rule keeps out, groups already turned into pass numbers: no device learns where people are from;
* `keys`: all keys ever used, so that a pass under a revoked one is called that;
* `guards`: [mark, salt, PBKDF2-SHA-256 of the PIN, rounds]; `shifts`: hours by the name that stands in `passes`;
* `walks`: minutes to other gates; `inside`: pass numbers inside when it was made.

`signature` is Ed25519 by the key `signed_by` over b"songhanh-snapshot-1" and the canonical text of all else but the
signatures: keys sorted, no spaces, letters as they are, UTF-8. A device knows its keys from enrolment or from its last
snapshot; `also_signed` is by the key before, for one that has not heard of the newest.
"""

import gzip
import json
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from songhanh.core.scope import EVERYTHING
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Gate, GateRule, Guard, Pass, PassKey, Revision, RuleFor, Shift
from songhanh.gate.models.guard import ROUNDS
from songhanh.gate.queries.gates import walks_from
from songhanh.gate.queries.inside import inside_of
from songhanh.gate.queries.keys import pass_keys, seal_key
from songhanh.gate.queries.passes import employed_in
from songhanh.gate.queries.rules import Work, keeps_out, rules_from
from songhanh.gate.queries.visitors import announcements
from songhanh.gate.tokens import tag_of

CONTEXT = b"songhanh-snapshot-1"
USABLE_FOR = timedelta(hours=36)
KEPT = 64  # snapshots in this process's memory, packed

_cache: "OrderedDict[tuple[int, str], Snapshot]" = OrderedDict()
_lock = Lock()


class Listed(NamedTuple):
    """A pass as it is listed; `guest` is the name of an announced guest."""

    number: str
    stay: UUID | None
    label: str
    guest: str | None
    valid_from: date
    valid_until: date
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`packed` is the JSON text, gzipped."""

    version: str
    packed: bytes

    def text(self) -> bytes:
        """As it is signed and sent."""
        return gzip.decompress(self.packed)


def newest_version(enterprise_id: int, now: datetime) -> str:
    """Changes with each act that devices must hear of, and each hour (lines and shifts follow the register so)."""
    number = (
        Revision.objects.filter(enterprise_id=enterprise_id).values_list("number", flat=True).first() or 0
    )
    return _version(number, now)


def newest_versions(now: datetime) -> dict[int, str]:
    """By enterprise, of all that have devices: what the ingest tells each device, so that it need not ask."""
    having = Gate.objects.order_by().values_list("enterprise_id", flat=True).distinct()
    numbers = dict(Revision.objects.values_list("enterprise_id", "number"))
    return {key: _version(numbers.get(key, 0), now) for key in having}


def _version(number: int, now: datetime) -> str:
    return f"{number}.{int(now.timestamp()) // 3600}"


def snapshot_of(gate: Gate, now: datetime) -> Snapshot | None:
    """The newest of a gate; None where no key has ever been made, so that nothing could be signed."""
    version = newest_version(gate.enterprise_id, now)
    with _lock:
        kept = _cache.get((gate.pk, version))
    if kept is not None:
        return kept
    made = _made(gate, version, now)
    if made is not None:
        with _lock:
            _cache[gate.pk, version] = made
            while len(_cache) > KEPT:
                _cache.popitem(last=False)
    return made


def forget_snapshots() -> None:
    """Before another database takes the place of this one."""
    with _lock:
        _cache.clear()


def canonical(content: dict[str, Any]) -> bytes:
    """The one text of `content` that is signed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _made(gate: Gate, version: str, now: datetime) -> Snapshot | None:
    keys = pass_keys()
    signing = [key for key in keys if key.revoked_at is None][:2]
    if not signing:
        return None
    content = _content(gate, version, keys, now)
    message = CONTEXT + canonical(content)
    first, *before = [{"key": key.number, "value": _base64(key.private().sign(message))} for key in signing]
    signed = content | {"signature": first["value"], "signed_by": first["key"], "also_signed": before}
    return Snapshot(version, gzip.compress(canonical(signed), compresslevel=6, mtime=0))


def _content(gate: Gate, version: str, keys: list[PassKey], now: datetime) -> dict[str, Any]:
    today, enterprise, sealing = timezone.localdate(now), gate.enterprise, seal_key()
    people = _people(enterprise, today)
    rows = _passes(enterprise.pk, today)
    lanes = [{"code": lane.code, "name": lane.name, "direction": lane.direction} for lane in gate.lanes.all()]
    return {
        "version": version,
        "made_at": _ms(now),
        "usable_until": _ms(now + USABLE_FOR),
        "enterprise": {
            "code": enterprise.code,
            "name": str(enterprise),
            "tag": tag_of(enterprise.code).hex(),
        },
        "gate": {"code": gate.code, "name": gate.name, "lanes": lanes},
        "keys": [_key(key) for key in keys],
        "seal_key": _base64(sealing.public) if sealing else "",
        "passes": [_pass(row, people.get(row.stay) if row.stay else None) for row in rows],
        "announced": _announced(gate, today),
        "rules": [_rule(rule, rows, people) for rule in rules_from(enterprise.pk, today)],
        "guards": [[each.mark, each.pin_salt, each.pin_hash, ROUNDS] for each in _guards(enterprise.pk)],
        "shifts": [_shift(each) for each in Shift.objects.filter(enterprise=enterprise)],
        "walks": [{"gate": other.code, "minutes": minutes} for other, minutes in walks_from(gate)],
        "inside": [str(number) for number in inside_of(enterprise.code, now, _codes(rows))],
    }


def _passes(enterprise_id: int, today: date) -> list[Listed]:
    rows = Pass.objects.filter(enterprise_id=enterprise_id, valid_until__gt=today).order_by("pk")
    listed = rows.values_list(
        "number", "stay", "label", "announcement__name", "valid_from", "valid_until", "revoked_at"
    )
    return [Listed._make((str(number), *rest)) for number, *rest in listed]


def _codes(rows: Iterable[Listed]) -> dict[str, int]:
    """The pass of each worker's code."""
    return {row.label: int(row.number) for row in rows if row.stay is not None and row.revoked_at is None}


def _people(enterprise: Enterprise, on: date) -> dict[UUID, Work]:
    """Bare values: as model instances twenty thousand of them would take as long as all the rest."""
    rows = employed_in(enterprise, on).order_by().values_list(*Work._fields)
    return {row[0]: Work(*row) for row in rows}


def _pass(row: Listed, work: Work | None) -> list[str]:
    state = "OK" if row.revoked_at is None else "REVOKED"
    line, shift = (work.line, work.shift) if work else ("", "")
    tongue = "en" if work and work.nationality != "VN" else "vi"
    days = row.valid_from.isoformat(), row.valid_until.isoformat()
    return [row.number, row.guest or row.label, line, shift, *days, state, tongue]


def _announced(gate: Gate, today: date) -> list[dict[str, str]]:
    rows = announcements(scope=EVERYTHING).filter(enterprise_id=gate.enterprise_id, cancelled_at=None)
    rows = rows.filter(valid_until__gt=today, valid_from__lte=today + USABLE_FOR).order_by("pk")
    return [
        {
            "pass": str(each.number),
            "kind": row.kind,
            "name": row.name,
            "company": row.company,
            "plate": row.plate,
            "host": row.host,
            "from": row.valid_from.isoformat(),
            "until": row.valid_until.isoformat(),
        }
        for row in rows
        for each in row.passes.all()
        if each.revoked_at is None
    ]


def _rule(rule: GateRule, rows: Iterable[Listed], people: dict[UUID, Work]) -> dict[str, Any]:
    if rule.for_whom == RuleFor.PERSON:
        kept_out = {rule.stay}
    else:
        kept_out = {stay for stay, work in people.items() if keeps_out(rule, work)}
    last = rule.valid_until - timedelta(days=1) if rule.valid_until else None
    return {
        "passes": [row.number for row in rows if row.stay in kept_out and row.revoked_at is None],
        "from": rule.valid_from.isoformat(),
        "until": rule.valid_until.isoformat() if rule.valid_until else None,
        "code": rule.reason,
        "words_vi": rule.words_vi,
        "words_en": rule.words_en,
        "until_words": f"đến hết {last:%d/%m}" if last else "",
        "until_words_en": f"until the end of {last.day} {last:%b}" if last else "",
    }


def _key(key: PassKey) -> dict[str, Any]:
    return {
        "id": key.number,
        "public": _base64(key.public),
        "from": _ms(key.valid_from),
        "until": _ms(key.valid_until) if key.valid_until else None,
        "revoked": key.revoked_at is not None,
    }


def _shift(each: Shift) -> dict[str, Any]:
    return {
        "name": each.name,
        "starts": f"{each.starts_at:%H:%M}",
        "ends": f"{each.ends_at:%H:%M}",
        "early": each.early_minutes,
        "late": each.late_minutes,
    }


def _guards(enterprise_id: int) -> list[Guard]:
    return list(Guard.objects.filter(enterprise_id=enterprise_id, left_at=None))


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _base64(content: bytes | memoryview) -> str:
    return b64encode(bytes(content)).decode()
