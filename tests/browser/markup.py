"""What a page as it is sent is made of: where it leads, which parts it has, where its texts and controls stand."""

from functools import cached_property
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

CONTROLS = {"a", "button", "input", "select", "textarea", "svg"}
STATES = ("aria-", "open", "hidden", "checked", "disabled", "type")
AROUND = 5  # elements whose classes decide on the ground that a text stands on


class Markup:
    """A page that came from `url`."""

    def __init__(self, url: str, text: str) -> None:
        self.url = url
        self.root: HtmlElement = html.document_fromstring(text)

    @property
    def title(self) -> str:
        """Of the window."""
        return str(self.root.findtext(".//title") or "").strip()

    @property
    def headings(self) -> int:
        """How many first headings there are."""
        return len(self.root.findall(".//h1"))

    def links(self) -> list[str]:
        """Addresses of this host that the page links to, in the order of the page."""
        found = (urlsplit(urljoin(self.url, str(a.get("href")))) for a in self.root.iterfind(".//a[@href]"))
        here = urlsplit(self.url).netloc
        return [f"{to.path}{'?' + to.query if to.query else ''}" for to in found if to.netloc == here]

    @cached_property
    def parts(self) -> frozenset[str]:
        """Tags with their classes and attributes, without what they say."""
        return frozenset(f"{named(each)} {' '.join(each.attrib)}" for each in self._elements())

    @cached_property
    def places(self) -> frozenset[str]:
        """Where texts and controls stand: each with its classes and its state, and the classes of those around it."""
        return frozenset(place(each) for each in self._elements() if shows(each))

    def _elements(self) -> list[HtmlElement]:
        return [each for each in self.root.body.iter() if isinstance(each.tag, str)]


def shows(element: HtmlElement) -> bool:
    """Whether it is a control or has text of its own."""
    own = [element.text, *(child.tail for child in element)]
    return element.tag in CONTROLS or any(text and text.strip() for text in own)


def place(element: HtmlElement) -> str:
    """The element and those around it, the nearest first."""
    state = [name for name in element.attrib if name.startswith(STATES)]
    around = [each for _, each in zip(range(AROUND), element.iterancestors(), strict=False)]
    return " < ".join([*state, *map(named, (element, *around))])


def named(element: HtmlElement) -> str:
    """Its tag and classes."""
    return f"{element.tag}.{element.get('class', '')}"
