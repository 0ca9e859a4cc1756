"""Changes to the parts of an OOXML package, gathered and then written at once."""

import re
from xml.parsers import expat

from songhanh.core.files.container import Container
from songhanh.core.files.ooxml import RELATIONSHIPS, main_part, relationships, rels_name
from songhanh.core.files.styles import UnpatchableError
from songhanh.core.files.xmltext import xml_text

TYPES = "[Content_Types].xml"
TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
MACRO_MAIN = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
MACRO_TEMPLATE = b"application/vnd.ms-excel.template.macroEnabled.main+xml"
PLAIN_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_RELATION = re.compile(
    r"/(vbaProject|vbaProjectSignature\w*|wordVbaData|attachedToolbars|extensibility)$"
)
SIGNATURE_RELATION = re.compile(r"/digital-signature/")


class Package:
    """The container with its pending changes; a part of None is left out."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self.changes: dict[str, bytes | None] = {}
        self.main = main_part(container)

    def read(self, name: str) -> bytes:
        """A part as it stands after the changes so far."""
        changed = self.changes.get(name)
        return changed if changed is not None else self._sound(name)

    def _sound(self, name: str) -> bytes:
        """A part of the file, if it is XML at all: the patterns that patch it rely on tags that close."""
        content = self.container.read(name)
        if not name.endswith(".vml"):  # Excel's own are no XML
            try:
                expat.ParserCreate().Parse(content, True)
            except expat.ExpatError as error:
                raise UnpatchableError(name) from error
        return content

    def put(self, name: str, content: bytes | None) -> None:
        """Replace, add or (None) leave out a part."""
        self.changes[name] = content

    def pack(self, level: int) -> bytes:
        """The new file; `level` is deflate's, 1 for speed to 9 for size."""
        return self.container.rebuild(self.changes, level)

    def styles_part(self) -> str:
        """The name of the styles part."""
        rels = relationships(self.container, self.main)
        found = next((rel.target for rel in rels if rel.type.endswith("/styles")), "")
        if found not in self.container:
            raise UnpatchableError("styles")
        return found

    def free_name(self, pattern: str) -> str:
        """A part name not yet taken; `pattern` holds {} for a number."""
        taken = {name.casefold() for name in (*self.container.entries, *self.changes)}
        number = 1
        while pattern.format(number).casefold() in taken:
            number += 1
        return pattern.format(number)

    def add_relationship(self, part: str, id_: str, type_: str, target: str) -> None:
        """A line in the relationships of `part`, with its own namespace whatever the root's prefix."""
        name = rels_name(part)
        line = (
            f'<Relationship xmlns="{RELATIONSHIPS}" Id="{id_}" Type="{type_}" Target="/{xml_text(target)}"/>'
        ).encode()
        if name in self.container or name in self.changes:
            self.put(name, _inside(self.read(name), b"Relationships", line))
        else:
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            root = f'{head}<Relationships xmlns="{RELATIONSHIPS}">'.encode()
            self.put(name, root + line + b"</Relationships>")

    def add_override(self, part: str, type_: str) -> None:
        """The content type of a new part."""
        line = f'<Override xmlns="{TYPES_NAMESPACE}" PartName="/{xml_text(part)}" ContentType="{type_}"/>'
        self.put(TYPES, _inside(self.read(TYPES), b"Types", line.encode()))

    def add_default(self, ending: str, type_: str) -> None:
        """The content type of an ending, unless it has one."""
        content = self.read(TYPES)
        if not re.search(rb"""\sExtension\s*=\s*["']%s["']""" % ending.encode(), content, re.I):
            line = f'<Default xmlns="{TYPES_NAMESPACE}" Extension="{ending}" ContentType="{type_}"/>'
            self.put(TYPES, _inside(content, b"Types", line.encode()))

    def remove_macros(self) -> bool:
        """Leave out the macro project and what hangs on it; says whether there was one."""
        found = self._drop_related(self.main, MACRO_RELATION) | self._drop_related("", MACRO_RELATION)
        content = self.read(TYPES)
        plain = content.replace(MACRO_MAIN, PLAIN_MAIN).replace(MACRO_TEMPLATE, PLAIN_MAIN)
        # Printer settings share the ending .bin: its type stays declared, as theirs.
        settings = b"application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
        plain = re.sub(
            rb"""(<Default\b[^>]*ContentType\s*=\s*["'])application/vnd\.ms-office\.vbaProject""",
            rb"\g<1>" + settings,
            plain,
        )
        if plain != content:
            self.put(TYPES, plain)
        return found or plain != content

    def drop_signatures(self) -> None:
        """A changed file's digital signature can only be false."""
        self._drop_related("", SIGNATURE_RELATION)

    def calm_links(self) -> None:
        """Links and connections stay, but nothing fetches by itself when the file is opened."""
        main = self.read(self.main)
        if b"externalReference" in main:
            bare = re.sub(rb"""\supdateLinks\s*=\s*["']\w*["']""", b"", main)
            calm = re.sub(rb"(<(?:\w+:)?workbookPr)\b", rb'\1 updateLinks="never"', bare, count=1)
            if calm != main:
                self.put(self.main, calm)
        for name in self.container.entries:
            if name.startswith(("xl/connections", "xl/queryTables/")):
                content = self.read(name)
                calm = re.sub(rb"""(\srefreshOnLoad\s*=\s*["'])(?:1|true)(["'])""", rb"\g<1>0\2", content)
                calm = re.sub(rb"""(\sinterval\s*=\s*["'])\d+(["'])""", rb"\g<1>0\2", calm)
                if calm != content:
                    self.put(name, calm)

    def _drop_related(self, part: str, type_: re.Pattern[str]) -> bool:
        """Leave out the parts that `part` relates to by such a type, with all that hangs on them alone."""
        gone = [rel for rel in relationships(self.container, part) if type_.search(rel.type)]
        for rel in gone:
            self._drop_part(rel.target)
        if gone:
            content = self.read(rels_name(part))
            for rel in gone:
                content = re.sub(_element(b"Relationship", b"Id", rel.id.encode()), b"", content)
            self.put(rels_name(part), content)
        return bool(gone)

    def _drop_part(self, part: str) -> None:
        if part in self.container:
            self.put(part, None)
            types = self.read(TYPES)
            self.put(TYPES, re.sub(_element(b"Override", b"PartName", b"/" + part.encode()), b"", types))
        own = rels_name(part)
        if own in self.container and self.changes.get(own, b"") is not None:
            targets = [rel.target for rel in relationships(self.container, part) if not rel.external]
            self.put(own, None)
            for target in targets:
                if "vba" in target.casefold() or target.startswith("_xmlsignatures/"):
                    self._drop_part(target)


def _element(name: bytes, key: bytes, value: bytes) -> bytes:
    """A pattern for one childless element by an attribute."""
    given = rb"""\s%s\s*=\s*["']%s["']""" % (key, re.escape(value))
    return rb"<(?:\w+:)?%s\b(?=[^>]*%s)[^>]*?(?:/>|>\s*</(?:\w+:)?%s>)" % (name, given, name)


def _inside(content: bytes, root: bytes, line: bytes) -> bytes:
    """The XML with `line` as the last child of its root."""
    close = list(re.finditer(rb"</(?:\w+:)?%s\s*>" % root, content))
    if close:
        return content[: close[-1].start()] + line + content[close[-1].start() :]
    opened = re.sub(rb"<((?:\w+:)?%s)\b([^>]*)/>" % root, rb"<\1\2></\1>", content, count=1)
    if opened == content:
        raise UnpatchableError(root.decode())
    return _inside(opened, root, line)
