"""Pages that open without a network: their service worker is told by its address which files to keep."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse

FONTS = (
    "fonts/source-sans-3-latin-wght-normal.woff2",
    "fonts/source-sans-3-vietnamese-wght-normal.woff2",
)
SCRIPT = "offline-worker.js"


def worker_url(name: str, files: Sequence[str]) -> str:
    """The address of the worker that the view `name` serves, for a page made of these static files."""
    asked = {"version": _release(tuple(files)), "file": [static(each) for each in files]}
    return reverse(name) + "?" + urlencode(asked, doseq=True)


def worker_script(scope: str) -> HttpResponse:
    """The worker; `scope` is the path it may not reach beyond."""
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": scope}
    return HttpResponse(_file(SCRIPT), content_type="text/javascript", headers=headers)


@cache
def _release(files: tuple[str, ...]) -> str:
    """Tells one build of the page from the next: a phone fetches all of it anew, or nothing."""
    return sha256(b"".join(map(_file, files))).hexdigest()[:12]


def _file(name: str) -> bytes:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(f"{name} is not built")
    return Path(path).read_bytes()
