"""No page loads anything from another machine, and no file names somebody's machine or package registry."""

import re

from .tree import own_texts

FOREIGN = r"(?:https?:)?//"
LOADED_BY_TAG = re.compile(
    rf"<(?!a\b)[a-z][^<>]*?\s(?:src|srcset|href|action|poster|data|hx-(?:get|post|put|delete))=[\"']?{FOREIGN}",
    re.I,
)
LOADED_BY_CSS = re.compile(rf"(?:url\(\s*[\"']?|@import\s+[\"']){FOREIGN}", re.I)
LOADED_BY_SCRIPT = re.compile(r"[\"'`](?:https?|wss?)://", re.I)
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)(?![^>]*application/json)|<[a-z][^<>]*\s(?:on[a-z]+|style)=[\"']", re.I
)

# Written in pieces, so that this file is not a finding of its own.
REGISTRIES = [
    ".".join(p) for p in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
]
MACHINE = [
    *(rf"(?<![\w.}}])/{folder}/[\w.]" for folder in ("work", "root", "home")),
    r"(?<![\w.}])/t" + r"mp/\w",
]
NAMED = re.compile("|".join([*map(re.escape, REGISTRIES), *MACHINE]))
ALLOWED = {
    ("bin/bootstrap.py", REGISTRIES[0]): "the public index, for who has named no other",
    ("bin/postgres", "/t" + "mp/s"): "a socket's path has at most 107 bytes, so its folder lies high up",
}


def loads(path: str, text: str) -> list[str]:
    """What `text`, as a template, style sheet or script, would fetch from elsewhere."""
    patterns = {".css": [LOADED_BY_CSS], ".ts": [LOADED_BY_SCRIPT]}.get(path[path.rfind(".") :], [])
    return [m[0] for pattern in patterns or [LOADED_BY_TAG, LOADED_BY_CSS] for m in pattern.finditer(text)]


def machine_names(path: str, text: str) -> list[str]:
    """Machine paths and registry hosts in `text` that are not allowed there."""
    return [f"{path}: {m[0]}" for m in NAMED.finditer(text) if (path, m[0]) not in ALLOWED]


def test_pages_load_nothing_from_elsewhere() -> None:
    pages = [
        *own_texts(".html", ".svg", under="songhanh/"),
        *own_texts(".css", ".ts", ".html", under="frontend/"),
    ]
    assert pages
    assert {path: found for path, text in pages if (found := loads(path, text))} == {}


def test_templates_have_no_inline_script_nor_style() -> None:
    # The content security policy would silently drop them. Mails and printed documents are no pages.
    templates = [t for t in own_texts(".html", under="songhanh/") if "/email" not in t[0]]
    assert {path: found for path, text in templates if (found := INLINE.findall(text))} == {}


def test_no_file_names_a_machine_or_a_registry() -> None:
    assert [line for path, text in own_texts() for line in machine_names(path, text)] == []


def test_foreign_addresses_are_found() -> None:
    assert loads("a.html", '<script src="https://cdn.example/x.js"></script>')
    assert loads("a.html", "<link rel=stylesheet href=//fonts.example/css>")
    assert loads("a.html", '<div hx-get="http://other.example/">')
    assert not loads("a.html", '<a href="https://vanban.chinhphu.vn/">văn bản</a> <img src="/static/x.svg">')
    assert loads("a.css", "@import 'https://fonts.example/a.css';")
    assert loads("a.css", "src: url(//fonts.example/a.woff2)")
    assert loads("a.ts", 'fetch("https://other.example/api")')


def test_inline_script_and_style_are_found() -> None:
    assert INLINE.search("<script>alert(1)</script>")
    assert INLINE.search('<button class="x" onclick="go()">')
    assert INLINE.search('<p style="color: red">')
    assert not INLINE.search('<script type="module" src="/static/app.js"></script><p class="style">')


def test_machine_paths_and_registries_are_found() -> None:
    assert machine_names("a.md", "see /wo" + "rk/main") == ["a.md: /wo" + "rk/m"]
    assert machine_names("bin/other", f"https://{REGISTRIES[0]}/simple")
    assert machine_names("bin/other", "log to /t" + "mp/log")
    assert machine_names("bin/bootstrap.py", f"https://{REGISTRIES[0]}/simple") == []
    assert machine_names("a.html", "<a href='/reporting/work/'>") == []
