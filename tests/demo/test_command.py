"""``songhanh demo`` as a stranger runs it, with a small authority, on the database of the run."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from songhanh.demo.loading.users import PASSWORD
from tests.config.installation import Installation, installation
from tests.config.prepared import with_tables

SMALL = ("--people", "420", "--enterprises", "8", "--seed", "5")
COMMAND = Path(sys.executable).with_name("songhanh")


def songhanh(made: Installation, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """As a stranger has it: nothing is set but where things lie."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith("SONGHANH_") and k != "DJANGO_SETTINGS_MODULE"
    }
    here = {"SONGHANH_VAR": str(made.var), **({"SONGHANH_DATABASE_URL": made.url} if made.url else {})}
    return subprocess.run(
        [COMMAND, *words],
        env={**kept, **here, **settings},
        cwd=made.var.parent,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("demo") / "here") as found:
        yield found


@pytest.mark.slow
def test_the_demo_from_nothing_and_again(made: Installation) -> None:
    first = songhanh(made, "demo", "--no-serve", *SMALL)
    assert first.returncode == 0, first.stderr
    assert PASSWORD in first.stdout
    assert "chuyenvien03" in first.stdout
    assert "songhanh user code lanhdao" in first.stdout
    assert json.loads((made.var / "demo").read_text()) == {"seed": 5, "people": 420, "enterprises": 8}
    figures = json.loads((made.var / "reports" / "muc-tieu-kep-2021.json").read_text())["figures"]
    assert next(f["value"] for f in figures if f["code"] == "labour_total") == 420
    for name in ("docx", "pdf", "html"):
        assert (made.var / "reports" / f"muc-tieu-kep-2021.{name}").stat().st_size > 1_000

    again = songhanh(made, "demo", "--no-serve")
    assert again.returncode == 0, again.stderr
    assert "người lao động   " not in again.stdout  # nothing was loaded again

    other = songhanh(made, "demo", "--no-serve", "--seed", "6")
    assert other.returncode != 0
    assert "SONGHANH_VAR" in other.stderr
    assert json.loads((made.var / "demo").read_text())["seed"] == 5

    code = songhanh(made, "user", "code", "lanhdao")
    assert code.stdout.strip().isdigit()


def test_a_database_in_use_is_never_made_a_demo(tmp_path: Path) -> None:
    with installation(tmp_path / "used", like=with_tables()) as used:
        added = songhanh(
            used, "user", "add", "an", "--full-name", "An", "--role", "AUDITOR",
            SONGHANH_PASSWORD="mot-cum-tu-dai-2022",
        )  # fmt: skip
        assert added.returncode == 0, added.stderr
        refused = songhanh(used, "demo", "--no-serve", *SMALL)
        assert refused.returncode != 0
        assert "đang dùng thật" in refused.stderr
        assert not (used.var / "demo").exists()
