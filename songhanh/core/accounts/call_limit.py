"""So many calls of the API a minute for each client: counted in the database, so that all processes share it."""

from django.conf import settings
from django.db import OperationalError, connection

MINUTE = 60
# Where one writer holds SQLite's file, a call is not kept waiting for being counted.
PATIENCE_MS, USUAL_MS = 200, 20_000
COUNT = """
INSERT INTO core_apicalls (caller, minute, calls) VALUES (%s, %s, 1)
ON CONFLICT (caller) DO UPDATE SET
  calls = CASE WHEN core_apicalls.minute = excluded.minute THEN core_apicalls.calls + 1 ELSE 1 END,
  minute = excluded.minute
RETURNING calls
"""


class TooManyCallsError(Exception):
    """This minute's calls are used up; `wait` is the seconds until the next one."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def count_call(caller: str, moment: float) -> None:
    """Count one call at `moment` (the machine's clock, seconds since 1970); raises beyond the limit.

    ``settings.API_CALLS_A_MINUTE`` is the limit of each caller, 0 for none.
    """
    limit = settings.API_CALLS_A_MINUTE
    if limit and _counted(caller, int(moment // MINUTE)) > limit:
        raise TooManyCallsError(int(MINUTE - moment % MINUTE) + 1)


def _counted(caller: str, minute: int) -> int:
    if connection.vendor != "sqlite":
        return _count(caller, minute)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    try:
        return _count(caller, minute)
    except OperationalError:  # busy writing something long: this call goes uncounted
        return 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {USUAL_MS}")


def _count(caller: str, minute: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [caller, minute])
        return int(cursor.fetchone()[0])
