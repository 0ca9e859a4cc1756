"""One address names the database; the planner of PostgreSQL is told what kind of questions come."""

from pathlib import Path

import pytest
from django.db import connection

from songhanh.config.settings.database import PLANNER, database

VAR = Path("var")


def test_the_planner_is_told_unless_the_address_says_something_else() -> None:
    told = database("postgres://sh:m%C3%A2t@db.local:5433/song", VAR)
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == ("sh", "mât", "db.local", "5433")
    assert told["OPTIONS"] == {"options": PLANNER}
    other = database("postgres://sh@db.local/song?options=-c%20jit%3Don&sslmode=require", VAR)["OPTIONS"]
    assert other == {"options": "-c jit=on", "sslmode": "require"}
    # A pooler that knows no such word needs it left out.
    assert database("postgres://sh@db.local/song?options=", VAR)["OPTIONS"] == {"options": ""}


def test_an_unknown_address_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        database("mysql://db/song", VAR)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL what it was told")
def test_the_planner_has_heard_it() -> None:
    with connection.cursor() as cursor:
        for setting in PLANNER.removeprefix("-c ").split(" -c "):
            name, value = setting.split("=")
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (value,)
