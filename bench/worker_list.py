"""A worker list of 43,451 × 20 from the file to the tables: the product's own act against pandas with openpyxl.

Both find the same number of wrong rows and store the same right ones (compared row by row). Ours besides keeps
the file encrypted, seals a change set by which the list can be taken back, and writes the audited act.
"""

import os
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

import bench.django_setup  # noqa: F401 (first: it makes Django ready)
from bench import worker_list_pandas
from bench.acceptance import DATABASES
from bench.machine import Result, Side, race, times_aim
from bench.workbook import PEOPLE, write_list
from songhanh.core import acts
from songhanh.core.actor import Actor, system
from songhanh.demo.loading.moments import CLOCK
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.people.actions.imports import import_list, receive_import, take_import
from songhanh.people.models import Employment, PeopleImport, Person

ON = date(2022, 1, 17)
BY: Actor = system("bench")


def run(database: str, *, tiny: bool) -> Result:
    """Each side begins with empty tables of people, turn by turn."""
    call_command("migrate", verbosity=0)
    enterprise = _enterprise()
    path = Path(os.environ["SONGHANH_VAR"]) / "danh-sach.xlsx"
    people = 1_200 if tiny else PEOPLE
    write_list(path, people)
    ways = {
        "songhanh": lambda: _at_once(path, enterprise),
        "songhanh, web": lambda: _in_two_steps(path, enterprise),
        "pandas": lambda: worker_list_pandas.import_list(path, enterprise.pk, ON),
    }
    wrong, stored = {}, {}
    for name, way in ways.items():
        _empty()
        wrong[name] = way()
        stored[name] = _rows()
    theirs = wrong["pandas"], stored["pandas"]
    assert all((wrong[name], stored[name]) == theirs for name in ways)
    seconds = race(ways, 1 if tiny else 5, before=_empty)
    sides = {name: Side(name, DOES[name], seconds[name]) for name in ways}
    return Result(
        f"worker-list-{database}",
        f"Worker list from Excel to the tables, {DATABASES[database]}",
        f"{people:,} rows × 20 columns; all sides find the same {wrong['pandas']} wrong rows and store the "
        f"same {len(stored['pandas']):,} others.",
        list(sides.values()),
        [times_aim("faster than pandas with openpyxl", sides["pandas"], sides["songhanh"], 3)],
    )


DOES = {
    "songhanh": "`import_list`, as the command line and the API do: one act, file and change set sealed, audited",
    "songhanh, web": "`receive_import` then `take_import`: read and checked twice, with a sealed preview between",
    "pandas": "`read_excel(engine='openpyxl')`, the same checks by columns, the same rows inserted, nothing else",
}


def _at_once(path: Path, enterprise: Enterprise) -> int:
    content = path.read_bytes()
    import_ = import_list(
        **_sent(path, enterprise, content), only_right_rows=True, confirmed=True, by=BY, now=CLOCK
    )
    return int(import_.counts["wrong"])


def _in_two_steps(path: Path, enterprise: Enterprise) -> int:
    content = path.read_bytes()
    import_ = receive_import(**_sent(path, enterprise, content), complete=False, by=BY, now=CLOCK)
    take_import(import_=import_, only_right_rows=True, confirmed=True, by=BY, now=CLOCK)
    return int(import_.counts["wrong"])


def _sent(path: Path, enterprise: Enterprise, content: bytes) -> dict[str, Any]:
    return {
        "enterprise": enterprise,
        "name": path.name,
        "content": content,
        "file_hash": sha256(content).hexdigest(),
        "listed_on": ON,
    }


def _rows() -> list[tuple[Any, ...]]:
    names = [f.attname for f in Employment._meta.concrete_fields if f.attname not in UNLIKE]
    people = (
        "person__identity_kind",
        "person__identity_country",
        "person__identity_hash",
        "person__identity_mask",
    )
    return list(Employment.objects.order_by("employee_code").values_list(*names, *people))


UNLIKE = {"id", "uuid", "stay", "person_id"}


def _empty() -> None:
    """Truly empty: PostgreSQL keeps deleted rows for a while, and looks at each when the same numbers come again."""
    tables = [model._meta.db_table for model in (Employment, Person, PeopleImport)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")


def _enterprise() -> Enterprise:
    with acts.acting("bench:enterprise:added", by=BY, now=CLOCK):
        park = IndustrialPark(code="mau", name="KCN Mẫu", state="OPERATING")
        park.save()
        enterprise = Enterprise(
            code="mau-01",
            name="Công ty TNHH Mẫu 01",
            short_name="Mẫu 01",
            name_key="cong ty tnhh mau 01",
            tax_code="0100109106",
            park=park,
            ownership="FDI",
            operating_from=date(2015, 1, 1),
        )
        enterprise.save()
    return enterprise
