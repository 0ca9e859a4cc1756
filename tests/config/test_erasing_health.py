"""After health data were erased in time and the purge that follows, the database's own files hold none of them."""

from pathlib import Path

import pytest

from tests.config.installation import Installation, installation
from tests.config.prepared import with_tables
from tests.config.test_erasing import found

pytestmark = pytest.mark.slow
NOTE, WORDS = "Zuyengk ở khu trọ số chín", "Gọi Zuyengk lúc mười giờ theo CDC"
SCENE = f"""
import django; django.setup()
import sys
from datetime import timedelta
from songhanh.config.tasks.purging import purge_erased
from songhanh.epidemic.actions.readings import open_names
from songhanh.epidemic.jobs import erase_what_is_due
from songhanh.epidemic.models import Case, HealthErasure, TracedList
from tests.core.cast import NOW, actor
from tests.epidemic.by_hand import hand_case, hand_run
from tests.people.cast import acting, employ, make_cast
later = NOW + timedelta(days=190)
if sys.argv[1] == "fill":
    cast = make_cast()
    worker = employ(cast.one, 1)
    case = hand_case(worker, "CA-0001")
    with acting():
        case.note = "{NOTE}"
        case.save()
    run = hand_run(case, worker, "TV-0001")
    open_names(run=run, reason="{WORDS}", by=actor(cast.leader), now=NOW)
    print(bytes(TracedList.objects.get().content)[40:72].hex())
elif sys.argv[1] == "erase":
    erase_what_is_due(now=later)
    erase_what_is_due(now=later)
    print(HealthErasure.objects.count(), Case.objects.get().person_id, HealthErasure.objects.get().purged_at)
else:
    purge_erased(later)
    print(HealthErasure.objects.get().purged_at)
"""


def played(made: Installation, part: str) -> str:
    process = made.python("-c", SCENE, part)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.strip()


def sealed_in(made: Installation, content: bytes) -> bool:
    """Whether the sealed list is still in the database's own files."""
    return any(content in path.read_bytes() for path in made.var.glob("songhanh.sqlite3*") if path.is_file())


def test_no_byte_of_a_case_or_a_list_is_left(tmp_path: Path) -> None:
    with installation(tmp_path / "one", like=with_tables()) as made:
        content = bytes.fromhex(played(made, "fill"))
        assert found(made, NOTE)
        assert found(made, WORDS)
        assert made.url or sealed_in(made, content)
        assert played(made, "erase") == "1 None None"
        assert played(made, "purge").startswith("2022-07-26")
        assert not found(made, NOTE)
        assert not found(made, WORDS)
        assert made.url or not sealed_in(made, content)
