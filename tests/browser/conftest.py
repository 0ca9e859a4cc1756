"""Chromium, the demo loaded once, and a copy of it served to each module."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import Site, secrets_of, serving
from tests.browser.visitor import Visitor, visitor
from tests.config.installation import Installation, installation
from tests.config.prepared import with_demo

CHROMIUM = os.environ.get("SONGHANH_CHROMIUM") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

Enter = Callable[..., Visitor]


# Of the package, not of the session: Playwright's loop would forbid the tests that follow their database.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, dict[str, str]]]:
    """A copy of this worker's own; SONGHANH_TEST_DEMO names one to be copied even after its loader has changed."""
    kept = os.environ.get("SONGHANH_TEST_DEMO")
    like = Installation(Path(kept)) if kept else with_demo(embedded=True)
    with installation(tmp_path_factory.mktemp("demo") / "copy", embedded=True, like=like) as made:
        yield made, secrets_of(made)


@pytest.fixture(scope="module")
def site(
    demo: tuple[Installation, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with serving(*demo, tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture(scope="module")
def states(browser: Browser, site: Site) -> Callable[[str], Any]:
    """Who has signed in once stays signed in: the cookies by sign-in name."""
    kept: dict[str, Any] = {}

    def state(name: str) -> Any:
        if name not in kept:
            first = visitor(browser, site)
            first.sign_in(name)
            kept[name] = first.context.storage_state()
            first.context.close()
        return kept[name]

    return state


@pytest.fixture
def enter(browser: Browser, site: Site, states: Callable[[str], Any]) -> Iterator[Enter]:
    """Come in as somebody (nobody: not signed in); at the end no page may have complained."""
    came: list[Visitor] = []

    def one(name: str = "", **more: Any) -> Visitor:
        came.append(visitor(browser, site, state=states(name) if name else None, **more))
        return came[-1]

    yield one
    said = [line for each in came for line in each.complaints.said]
    for each in came:
        each.context.close()
    assert not said, "\n".join(dict.fromkeys(said))
