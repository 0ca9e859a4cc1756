"""Modules stay within 300 lines and functions within 40, so that each fits one screen and one thought."""

from .tree import functions, own_texts

MODULE_LINES = 300
FUNCTION_LINES = 40
# "path" or "path:function", and the reason why splitting it would make it harder to read.
ALLOWED: dict[str, str] = {}


def too_long(path: str, source: str) -> list[str]:
    """Names of the module and of its functions that are over the limit."""
    found = [path] if len(source.splitlines()) > MODULE_LINES else []
    for function in functions(source):
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION_LINES:
            found.append(f"{path}:{function.name}")
    return found


def test_modules_and_functions_are_short() -> None:
    sources = ((p, s) for p, s in own_texts(".py") if "/migrations/" not in p)
    found = {name for path, source in sources for name in too_long(path, source)}
    assert found - ALLOWED.keys() == set()
    assert ALLOWED.keys() - found == set(), "no longer long: take it off the list"


def test_a_long_module_and_a_long_function_are_found() -> None:
    long_function = "def f():\n" + "    x = 1\n" * FUNCTION_LINES
    assert too_long("a.py", long_function) == ["a.py:f"]
    assert too_long("a.py", "x = 1\n" * (MODULE_LINES + 1)) == ["a.py"]
    assert too_long("a.py", "def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)) == []
