"""Every public function in actions/ is declared an act, named after its slice, and takes `by` and `now`."""

import ast
import re
from pathlib import PurePosixPath

from .tree import own_texts

EVENT = re.compile(r"[a-z_]+:[a-z_]+:[a-z_]+")


def undeclared(path: str, source: str) -> list[str]:
    """What is wrong with the public functions of one module under actions/."""
    slice_ = PurePosixPath(path).parts[1]
    found = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        event = event_of(node)
        if event is None:
            found.append(f"{path}:{node.name}: not declared with @act")
        elif not EVENT.fullmatch(event) or not event.startswith(f"{slice_}:"):
            found.append(f"{path}:{node.name}: event {event!r} is not {slice_}:noun:past_verb")
        if not {"by", "now"} <= {argument.arg for argument in node.args.kwonlyargs}:
            found.append(f"{path}:{node.name}: wants keyword-only `by` and `now`")
    return found


def event_of(function: ast.FunctionDef) -> str | None:
    """The name given to @act("…") or @acts.act("…"); None where there is no such decorator."""
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call) or not decorator.args:
            continue
        name = (
            decorator.func.attr
            if isinstance(decorator.func, ast.Attribute)
            else getattr(decorator.func, "id", "")
        )
        if name == "act" and isinstance(decorator.args[0], ast.Constant):
            return str(decorator.args[0].value)
    return None


def test_every_action_is_an_act() -> None:
    actions = [(path, source) for path, source in own_texts(".py", under="songhanh/") if "/actions/" in path]
    assert actions
    assert [line for path, source in actions for line in undeclared(path, source)] == []


def test_a_forgotten_declaration_is_found() -> None:
    path = "songhanh/parks/actions/plots.py"
    good = '@act("parks:plot:leased")\ndef lease(*, plot, by, now): ...\n'
    assert undeclared(path, good) == []
    assert undeclared(path, "def _inner(): ...\n") == []
    assert len(undeclared(path, "def lease(*, plot, by, now): ...\n")) == 1
    assert len(undeclared(path, good.replace("parks:", "people:"))) == 1
    assert len(undeclared(path, good.replace(", now", ""))) == 1
