"""The demo served to a browser: an installation of its own, started and stopped as an operator does it."""

import json
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from songhanh.demo.loading.users import ADMINISTRATOR, LEADER
from tests.config.installation import Installation
from tests.config.test_serve import free_port

CODES = "import django; django.setup()\nfrom songhanh.core.models import User\n" + (
    "from songhanh.core.accounts.second_factor import secret_of\n"
    f"print(*(secret_of(User.objects.get(username=n)) for n in ({ADMINISTRATOR!r}, {LEADER!r})))"
)


@dataclass(frozen=True)
class Site:
    """A served demo; `secrets` are those of the one-time codes, by sign-in name."""

    url: str
    installation: Installation
    secrets: dict[str, str]

    def figures(self, year: int, **more: str) -> dict[str, dict[str, Any]]:
        """The report's figures by code, counted by the command while the site serves."""
        out = self.installation.var / "figures.json"
        options = [word for name, value in more.items() for word in (f"--{name}", value)]
        self.installation.run("report", "dual-goal", "--year", str(year), *options, "--format", "json",
                              "--out", str(out))  # fmt: skip
        found = json.loads(out.read_text(encoding="utf-8"), parse_float=Decimal)["figures"]
        return {figure["code"]: figure for figure in found}


def secrets_of(demo: Installation) -> dict[str, str]:
    """The secrets of the one-time codes."""
    out, err = demo.python("-c", CODES).communicate(timeout=60)
    assert not err, err
    return dict(zip((ADMINISTRATOR, LEADER), out.split(), strict=True))


@contextmanager
def serving(demo: Installation, secrets: dict[str, str], folder: Path) -> Iterator[Site]:
    """A copy of the demo behind a port of its own: what one module changes, no other sees."""
    shutil.copytree(demo.var, folder / "var")
    copy = Installation(folder / "var", cwd=folder)
    port = free_port()
    server = copy.start("serve", "--port", str(port))
    site = Site(f"http://127.0.0.1:{port}", copy, secrets)
    try:
        _answers(site.url, server)
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        _out, err = server.communicate(timeout=60)
    assert "Traceback" not in err, err


def _answers(url: str, server: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{url}/accounts/login/", timeout=20):
                return
        except OSError:
            assert server.poll() is None, server.communicate()
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
