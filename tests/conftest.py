"""What every test starts from: quick password hashing, the real clock; and who shares a worker with whom."""

import gc

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEMO, settings.DEMO_CLOCK = False, None
    settings.WHITENOISE_USE_FINDERS = (
        False  # each test client would seek all files anew; processes serve them
    )
    translation.deactivate()  # the language of the last request stays with the thread


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is made once for a module or a package is made by one worker: the tests that use it are a group.

    The slow groups come first, so that no worker is left alone with one (bin/test: --no-loadscope-reorder).
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        scopes = {found.scope for each in fixtures_of(item) for found in each}
        place = item.path if "module" in scopes else item.path.parent if "package" in scopes else None
        if place and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(place.relative_to(item.config.rootpath).as_posix()))


def fixtures_of(item: pytest.Item) -> list["list[pytest.FixtureDef[object]]"]:
    """All that a test asks for, itself or through others."""
    found = getattr(item, "_fixtureinfo", None)
    return list(map(list, found.name2fixturedefs.values())) if found else []


def pytest_collection_finish() -> None:
    """The collector goes over new objects less often, and never over modules and tests: a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Long bytes by their length: those of a zip hold the time it was made at, and workers must collect equal names."""
    return f"{len(val)} bytes" if isinstance(val, bytes) and len(val) > 60 else None
