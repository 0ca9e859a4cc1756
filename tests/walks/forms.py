"""What a page lets one send: its forms with their fields, and the questions that its links ask."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

FIELDS = {"input", "select", "textarea", "button"}


@dataclass
class Form:
    """A form as a browser would send it untouched: its values by name."""

    method: str
    action: str
    values: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """Reads the forms and the names in the queries of links."""

    def __init__(self, html: str, path: str) -> None:
        super().__init__()
        self.path, self.forms, self.asked = path, [], set()  # type: ignore[var-annotated]
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            method, action = given.get("method", "get").upper(), given.get("action") or self.path
            self.forms.append(Form(method, action))
        elif tag == "a":
            self.link(given.get("href", ""))
        elif tag == "option" and self.select and self.forms:
            if "selected" in given or not self.forms[-1].values[self.select]:
                self.forms[-1].values[self.select] = given.get("value", "")
        elif tag in FIELDS and given.get("name"):
            self.select = given["name"] if tag == "select" else ""
            self.put(given)

    def link(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.path in {"", self.path}:
            self.asked |= {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}

    def put(self, given: dict[str, str]) -> None:
        if given.get("type") == "file":
            return
        form = self.form_of(given)
        if form is not None:
            unset = given.get("type") in {"radio", "checkbox"} and "checked" not in given
            if not (unset and given["name"] in form.values):
                form.values[given["name"]] = given.get("value", "on" if unset else "")

    def form_of(self, given: dict[str, str]) -> Form | None:
        """The last one begun: fields that name another by id stand near it on every page of ours."""
        return self.forms[-1] if self.forms else None
