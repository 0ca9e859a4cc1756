from tests.reporting.conftest import _fresh, cast

__all__ = ["_fresh", "cast"]
