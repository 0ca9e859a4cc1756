"""Rules are the standard library and nothing else; definitions and analytics know no Django."""

import sys

from .tree import imported, own_texts

WEB = {"django", "ninja", "allauth", "django_htmx", "whitenoise"}


def foreign(source: str) -> set[str]:
    """What a rule imports that is neither the standard library nor a rule."""
    return {
        name
        for name in imported(source)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("songhanh.rules")
    }


def web(source: str) -> set[str]:
    """What a module imports of the web frameworks."""
    return {name for name in imported(source) if name.split(".")[0] in WEB}


def test_rules_use_the_standard_library_only() -> None:
    sources = dict(own_texts(".py", under="songhanh/rules/"))
    assert sources
    assert {path: names for path, source in sources.items() if (names := foreign(source))} == {}


def test_definitions_and_analytics_know_no_django() -> None:
    sources = [
        *own_texts(".py", under="songhanh/definitions/"),
        *own_texts(".py", under="songhanh/analytics/"),
    ]
    assert sources
    assert {path: names for path, source in sources if (names := web(source))} == {}


def test_a_foreign_import_is_found() -> None:
    assert foreign("import json\ndef f():\n    from django.db import models\n") == {"django.db"}
    assert foreign("from songhanh.definitions import toml\n") == {"songhanh.definitions"}
    assert foreign("from songhanh.rules.periods import Period\nfrom datetime import date\n") == set()
    assert web("import duckdb\nimport django.db\n") == {"django.db"}
