"""The demo's clock: it stands still where nothing happens, and is never behind what it follows."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from songhanh.core import clock
from tests.core.cast import NOW


@pytest.mark.django_db
def test_it_follows_what_has_happened(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMO_CLOCK = NOW
    monkeypatch.setattr(clock, "followed", [])
    assert clock.now() == NOW
    monkeypatch.setattr(clock, "followed", [lambda: None, lambda: NOW - timedelta(days=1)])
    assert clock.now() == NOW
    monkeypatch.setattr(clock, "followed", [lambda: NOW + timedelta(minutes=18)])
    assert clock.now() == NOW + timedelta(minutes=18)
