"""Phones whose camera sees codes, and the codes of people of the demo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.camera import film
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.gate.phones import Phone
from tests.browser.site import Site
from tests.browser.visitor import PHONE

TOKENS = "import django; django.setup()\nfrom songhanh.gate.models import Pass\n" + (
    "own = Pass.objects.filter(enterprise__code='mau-07', stay__isnull=False, revoked_at=None).order_by('label')\n"
    "other = Pass.objects.filter(enterprise__code='mau-08', stay__isnull=False, revoked_at=None)\n"
    "print(own[0].label, own[0].token(), other[0].token(), sep='\\n')"
)
CARDS = "import django; django.setup()\nfrom songhanh.gate.models import Pass\n" + (
    "from songhanh.people.models import Employment\nfrom songhanh.people.models.identity import unseal_number\n"
    "for code in ('mau-07', 'mau-08'):\n"
    "    stays = Pass.objects.filter(enterprise__code=code, stay__isnull=False, revoked_at=None).order_by('label')\n"
    "    row = Employment.objects.get(stay=stays[0].stay, until=None)\n"
    "    print(unseal_number(row.person.identity_cipher))"
)


@pytest.fixture(scope="module")
def tokens(site: Site) -> tuple[str, str, str]:
    """The label and token of a worker of Mẫu 07, and a token of another enterprise."""
    out, err = site.installation.python("-c", TOKENS).communicate(timeout=60)
    assert not err, err
    label, own, other = out.splitlines()
    return label, own, other


@pytest.fixture(scope="module")
def cards(site: Site) -> list[str]:
    """What stands in the chip cards' codes of the same worker of Mẫu 07, and of one of Mẫu 08."""
    out, err = site.installation.python("-c", CARDS).communicate(timeout=60)
    assert not err, err
    return [f"{number}||Người Thử|01011990|Nữ|Ninh Bình|01012021" for number in out.split()]


@pytest.fixture
def phone(browser: Browser, site: Site, tmp_path: Path) -> Iterator[Phone]:
    """A phone whose camera sees these codes; a Chromium of its own, for a film is given when it starts."""
    started: list[Browser] = []

    def one(codes: list[str]) -> Page:
        camera = [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film(tmp_path / 'camera.y4m', codes)}",
        ]
        started.append(browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *camera]))
        context = started[-1].new_context(
            viewport=PHONE, locale="vi-VN", base_url=site.url.replace("127.0.0.1", "localhost"),
            permissions=["camera"], is_mobile=True, has_touch=True,
        )  # fmt: skip
        return context.new_page()

    yield one
    for each in started:
        each.close()
