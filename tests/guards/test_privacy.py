"""Every field of every model of ours is declared keep, scrub or personal, and no declaration is left over."""

from typing import Any

import django
from django.apps import apps

from songhanh.core.privacy import Privacy, declare

IMPLICIT = {"id", "uuid"}  # every row has them; they say nothing of a person


def undeclared(fields: set[str], privacy: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Fields without a declaration, and declarations without a field (or with an unknown kind)."""
    left_over = {
        name for name, kind in privacy.items() if name not in fields or not isinstance(kind, Privacy)
    }
    return fields - IMPLICIT - privacy.keys(), left_over


def test_every_field_is_declared() -> None:
    django.setup()
    models = [m for m in apps.get_models(include_auto_created=False) if m.__module__.startswith("songhanh.")]
    found = {
        model._meta.label: faults
        for model in models
        if any(
            faults := undeclared(
                {field.name for field in model._meta.concrete_fields},
                getattr(model, "privacy", {}),
            )
        )
    }
    assert len(models) > 10
    assert found == {}


def test_an_undeclared_and_a_left_over_field_are_found() -> None:
    privacy = declare(keep="code name", personal="phone")
    assert undeclared({"id", "uuid", "code", "name", "phone"}, privacy) == (set(), set())
    assert undeclared({"id", "code", "name", "phone", "birth_date"}, privacy) == ({"birth_date"}, set())
    assert undeclared({"id", "code", "name"}, privacy) == (set(), {"phone"})
