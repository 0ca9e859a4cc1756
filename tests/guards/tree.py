"""What the guards look at: the project's own files and its parsed modules."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "songhanh"
SLICES = (
    "parks",
    "enterprises",
    "people",
    "documents",
    "reporting",
    "gate",
    "presence",
    "epidemic",
    "dashboards",
)


@cache
def own_files() -> tuple[Path, ...]:
    """Files that are, or are about to be, in the repository; nothing that was built or installed."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(ROOT / name for name in sorted(listing.split("\0")) if name and (ROOT / name).is_file())


def own_texts(*suffixes: str, under: str = "") -> Iterator[tuple[str, str]]:
    """Path (from the root) and text of the project's files with one of `suffixes`; all text files without."""
    for path in own_files():
        name = str(path.relative_to(ROOT))
        if not name.startswith(under) or (suffixes and not name.endswith(suffixes)):
            continue
        content = path.read_bytes()
        if b"\0" not in content[:4096]:
            yield name, content.decode()


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, nested ones too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(source: str) -> Iterator[str]:
    """Dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
