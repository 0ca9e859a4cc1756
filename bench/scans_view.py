"""A Django view per scan, on the same store: what one would write without the lean path, at its best.

``python -m bench.scans_view PORT WORKERS`` serves it. No middleware, the same checks of the same message, one commit a
scan; on PostgreSQL by Django's own connection, on SQLite by one connection a thread, in turn, since waiting for the
file's lock costs more.
"""

import json
import multiprocessing
import os
import sys
import threading
from hmac import compare_digest

import bench.django_setup  # noqa: F401 (first: it makes Django ready)

# isort: split
import msgspec
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from songhanh.config.serving.pages import Pages
from songhanh.core import clock
from songhanh.gate.ingest.devices import KnownDevice
from songhanh.gate.ingest.messages import one_scan
from songhanh.gate.ingest.outcomes import Arrival, scan_of
from songhanh.gate.models import Device
from songhanh.gate.queries.devices import secret_hash_of
from songhanh.gate.stream.scans import COLUMNS, TABLE, Scan
from songhanh.gate.stream.sqlite_store import SqliteStore

INSERT = (
    f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))}) "
    "ON CONFLICT (enterprise, id) DO NOTHING"
)
THREADS = 4
own, turn = threading.local(), threading.Lock()
began = int(clock.now().timestamp() * 1000)


@csrf_exempt
def take(request: HttpRequest) -> HttpResponse:
    """One scan: who sends it, what it says, kept, answered."""
    code, _, secret = request.headers["Authorization"].removeprefix("Device ").partition(".")
    row = Device.objects.select_related("gate__enterprise").get(code=code)
    if row.revoked_at or not compare_digest(secret_hash_of(secret), row.secret_hash):
        return HttpResponse(status=401)
    device = KnownDevice(row.pk, code, row.secret_hash, row.kind, row.gate.code, row.gate.enterprise.code)
    message = json.loads(request.body)
    arrival = Arrival(device, began, began - message["sent_at"])
    scan = scan_of(msgspec.convert(message["scans"][0], one_scan.type), arrival)
    if scan is None:
        return HttpResponse(status=422)
    new = keep(scan)
    ids = [str(scan.id)]
    told = {"stored": ids if new else [], "doubled": [] if new else ids, "refused": [], "identified": {}}
    answer = JsonResponse({"server_now": began, **told, "snapshot": ""})
    answer.headers["Content-Length"] = str(len(answer.content))  # what a middleware would do
    return answer


def keep(scan: Scan) -> bool:
    """Durable, once."""
    if connection.vendor == "sqlite":
        if not hasattr(own, "store"):
            own.store = SqliteStore(settings.GATE_STREAM)
        with turn:
            return bool(own.store.store([scan])[0])
    with connection.cursor() as cursor:
        cursor.execute(INSERT, scan)
        return bool(cursor.rowcount)


urlpatterns = [path("gate/ingest/scans", take)]
settings.MIDDLEWARE, settings.ROOT_URLCONF = [], __name__
application = Pages(get_wsgi_application(), THREADS).respond

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn", force=True)
    os.umask(0o077)
    MPServer(
        "bench.scans_view:application",
        port=int(sys.argv[1]),
        workers=int(sys.argv[2]),
        interface=Interfaces.RSGI,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
