"""``songhanh demo`` as a stranger runs it, with a small authority."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from songhanh.demo.loading.users import PASSWORD
from tests.config.prepared import with_tables

SMALL = ("--people", "420", "--enterprises", "8", "--seed", "5")
COMMAND = Path(sys.executable).with_name("songhanh")


def songhanh(var: Path, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith("SONGHANH_") and k != "DJANGO_SETTINGS_MODULE"
    }
    return subprocess.run(
        [COMMAND, *words],
        env={**kept, "SONGHANH_VAR": str(var), **settings},
        cwd=var,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.mark.slow
def test_the_demo_from_nothing_and_again(var: Path) -> None:
    first = songhanh(var, "demo", "--no-serve", *SMALL)
    assert first.returncode == 0, first.stderr
    assert PASSWORD in first.stdout
    assert "chuyenvien03" in first.stdout
    assert "songhanh user code lanhdao" in first.stdout
    assert json.loads((var / "demo").read_text()) == {"seed": 5, "people": 420, "enterprises": 8}
    figures = json.loads((var / "reports" / "muc-tieu-kep-2021.json").read_text())["figures"]
    assert next(f["value"] for f in figures if f["code"] == "labour_total") == 420
    for name in ("docx", "pdf", "html"):
        assert (var / "reports" / f"muc-tieu-kep-2021.{name}").stat().st_size > 1_000

    again = songhanh(var, "demo", "--no-serve")
    assert again.returncode == 0, again.stderr
    assert "người lao động   " not in again.stdout  # nothing was loaded again

    other = songhanh(var, "demo", "--no-serve", "--seed", "6")
    assert other.returncode != 0
    assert "SONGHANH_VAR" in other.stderr
    assert json.loads((var / "demo").read_text())["seed"] == 5

    code = songhanh(var, "user", "code", "lanhdao")
    assert code.stdout.strip().isdigit()


def test_a_database_in_use_is_never_made_a_demo(tmp_path: Path) -> None:
    shutil.copytree(with_tables(embedded=True).var, tmp_path, dirs_exist_ok=True)
    added = songhanh(
        tmp_path, "user", "add", "an", "--full-name", "An", "--role", "AUDITOR",
        SONGHANH_PASSWORD="mot-cum-tu-dai-2022",
    )  # fmt: skip
    assert added.returncode == 0, added.stderr
    refused = songhanh(tmp_path, "demo", "--no-serve", *SMALL)
    assert refused.returncode != 0
    assert "đang dùng thật" in refused.stderr
    assert not (tmp_path / "demo").exists()
