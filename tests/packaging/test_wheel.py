"""The product is a wheel: whole, installable into an empty environment, and runnable there."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .loading import ROOT

pytestmark = pytest.mark.slow
COMMANDS = {"serve", "demo", "report", "file", "import", "export", "user", "backup", "restore", "check"}


def run(*command: object, cwd: Path) -> str:
    """Output of a command, far from this checkout: no PYTHONPATH, no settings of the tests."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("SONGHANH_", "DJANGO_", "PYTHON", "COV"))
    }
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("songhanh-*.whl"))


def test_the_wheel_is_whole(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {
        "songhanh/static/app.js",
        "songhanh/static/app.css",
        "songhanh/static/fonts/tinos/Tinos_400Regular.ttf",
        "songhanh/locale/en/LC_MESSAGES/django.mo",
        "songhanh/locale/vi/LC_MESSAGES/django.mo",
    }
    assert wanted <= names
    data = {
        str(path.relative_to(ROOT))
        for pattern in ("*.toml", "*.html", "*.csv", "*.typ", "*.txt", "*.docx")
        for path in (ROOT / "songhanh").rglob(pattern)
    }
    assert data - names == set()
    assert not [name for name in names if name.startswith(("tests/", "frontend/", "node_modules/", "var/"))]
    assert {"LICENSE", "NOTICE"} <= {name.rpartition("/")[2] for name in names if ".dist-info/" in name}


def test_it_runs_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    uv = next((ROOT / "var" / "tools").glob("uv-*/uv"))
    place = tmp_path / "venv"
    run(uv, "venv", "--quiet", "--python", sys.executable, place, cwd=tmp_path)
    requirements = ROOT / "requirements" / "base.txt"
    run(
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        place,
        "--require-hashes",
        "-r",
        requirements,
        cwd=tmp_path,
    )
    run(uv, "pip", "install", "--quiet", "--python", place, "--no-deps", wheel, cwd=tmp_path)
    help_ = run(place / "bin" / "songhanh", "--help", cwd=tmp_path)
    assert COMMANDS - set(help_.split()) == set()
    assert run(
        place / "bin" / "python", "-c", "import songhanh; print(songhanh.__file__)", cwd=tmp_path
    ).startswith(str(place))
    run(place / "bin" / "songhanh", "check", cwd=tmp_path)
    run(place / "bin" / "songhanh", "migrate", "--verbosity=0", cwd=tmp_path)
    assert (tmp_path / "var" / "songhanh.sqlite3").exists()
