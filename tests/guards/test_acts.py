"""What others may call in a slice's actions/ is an act: declared, named after its slice, with `by` and `now`.

Parts that only the actions of the same slice share run inside the caller's act and are not declared.
"""

import ast
import re
from pathlib import PurePosixPath

from .tree import imported, own_texts

EVENT = re.compile(r"[a-z_]+:[a-z_]+:[a-z_]+")


def undeclared(path: str, source: str, used_outside: set[str]) -> list[str]:
    """What is wrong with the functions of one module under actions/, given the names used outside of it."""
    slice_ = PurePosixPath(path).parts[1]
    found = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        event = event_of(node)
        if event is None:
            if node.name in used_outside:
                found.append(f"{path}:{node.name}: used outside {slice_}/actions, not declared with @act")
            continue
        if not EVENT.fullmatch(event) or not event.startswith(f"{slice_}:"):
            found.append(f"{path}:{node.name}: event {event!r} is not {slice_}:noun:past_verb")
        if not {"by", "now"} <= {argument.arg for argument in node.args.kwonlyargs}:
            found.append(f"{path}:{node.name}: wants keyword-only `by` and `now`")
    return found


def event_of(function: ast.FunctionDef) -> str | None:
    """The name given to @act("…") or @acts.act("…"); None where there is no such decorator."""
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call) or not decorator.args:
            continue
        callee = decorator.func
        name = callee.attr if isinstance(callee, ast.Attribute) else getattr(callee, "id", "")
        if name == "act" and isinstance(decorator.args[0], ast.Constant):
            return str(decorator.args[0].value)
    return None


def used_outside(slice_: str, sources: list[tuple[str, str]]) -> set[str]:
    """Names that modules outside a slice's actions/ take from there: imported, or as `module.name`."""
    package = f"songhanh.{slice_}.actions"
    names: set[str] = set()
    for path, source in sources:
        if path.startswith(package.replace(".", "/") + "/"):
            continue
        if not any(name.startswith(package) or name == f"songhanh.{slice_}" for name in imported(source)):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                names.add(node.attr)
    return names


def test_every_action_is_an_act() -> None:
    sources = list(own_texts(".py", under="songhanh/"))
    actions = [(path, source) for path, source in sources if "/actions/" in path]
    slices = {PurePosixPath(path).parts[1] for path, _ in actions}
    outside = {slice_: used_outside(slice_, sources) for slice_ in slices}
    assert actions
    assert [
        line for path, source in actions for line in undeclared(path, source, outside[path.split("/")[1]])
    ] == []


def test_a_forgotten_declaration_is_found() -> None:
    path = "songhanh/parks/actions/plots.py"
    good = '@act("parks:plot:leased")\ndef lease(*, plot, by, now): ...\n'
    bare = "def lease(*, plot, by, now): ...\n"
    assert undeclared(path, good, {"lease"}) == []
    assert undeclared(path, bare, set()) == []
    assert len(undeclared(path, bare, {"lease"})) == 1
    assert len(undeclared(path, good.replace("parks:", "people:"), set())) == 1
    assert len(undeclared(path, good.replace(", now", ""), set())) == 1


def test_use_from_outside_is_found() -> None:
    inside = ("songhanh/parks/actions/parks.py", "from songhanh.parks.actions.plots import area\n")
    named = ("songhanh/demo/parks.py", "from songhanh.parks.actions.plots import lease\n")
    by_module = (
        "songhanh/parks/views/authority.py",
        "from songhanh.parks.actions import plots\nplots.free()\n",
    )
    assert used_outside("parks", [inside, named, by_module]) >= {"lease", "free"}
    assert "area" not in used_outside("parks", [inside, named, by_module])
