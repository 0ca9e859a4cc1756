"""One person at one browser: signs in as people do, and everything the browser complains about is kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from songhanh.core.accounts.second_factor import code_now
from songhanh.demo.loading.users import PASSWORD
from tests.browser.axe import violations
from tests.browser.site import Site

PATIENCE = 30_000  # ms: two browsers and two servers may share two cores
expect.set_options(timeout=PATIENCE)
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# What the browser itself writes about an answer that a test may well provoke; statuses are watched by us.
OF_STATUS = "Failed to load resource"


@dataclass
class Complaints:
    """What must not happen on any page."""

    own_host: str
    said: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()  # words of the console that a test provokes

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of `context`."""
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.said.append(f"script: {error.error}"))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.own_host:
            self.said.append(f"leaves the machine: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.said.append(f"{response.status}: {response.request.method} {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith((OF_STATUS, *self.expected)):
            self.said.append(f"console: {message.text} ({message.location.get('url')})")


@dataclass
class Visitor:
    """A page of a watched browser context."""

    site: Site
    context: BrowserContext
    page: Page
    complaints: Complaints

    def open(self, path: str) -> Response:
        """Go there by address."""
        answer = self.page.goto(self.site.url + path)
        assert answer is not None
        return answer

    @property
    def path(self) -> str:
        """Where the page is, without the host."""
        return urlsplit(self.page.url).path

    def sign_in(self, name: str) -> None:
        """Type name and password, and the one-time code where it is asked."""
        self.open("/accounts/login/")
        self.page.fill("[name=login]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button.btn--pri")
        if name in self.site.secrets:
            self.give_code(name)
        assert not self.path.startswith("/accounts/"), self.page.inner_text("main")

    def give_code(self, name: str) -> None:
        """Type the code that the app shows now; one that has been used is not taken again."""
        for _ in range(20):
            self.page.fill("[name=code]", code_now(self.site.secrets[name]))
            self.page.click("main button.btn--pri")
            if not self.page.locator("[name=code]").count():
                return
            time.sleep(2)

    @contextmanager
    def looking(self, window: dict[str, int], scheme: Literal["light", "dark"]) -> Iterator[None]:
        """The page that is open in another window, in other colours; nothing is loaded again."""
        self.page.set_viewport_size(window)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme=scheme)
        yield
        self.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        self.page.emulate_media(color_scheme="light")

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def findings(self, *, colours: bool = True) -> list[str]:
        """What axe-core finds on the page, one line each."""
        return violations(self.page, colours=colours)


def visitor(
    browser: Browser,
    site: Site,
    *,
    window: dict[str, int] | None = None,
    scheme: str = "light",
    script: bool = True,
    state: object = None,
) -> Visitor:
    """A new browser context with one page; `state` is another context's, already signed in."""
    context = browser.new_context(
        viewport=window or DESKTOP,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=script,
        storage_state=state,  # type: ignore[arg-type]
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    complaints = Complaints(urlsplit(site.url).netloc)
    complaints.watch(context)
    return Visitor(site, context, context.new_page(), complaints)
