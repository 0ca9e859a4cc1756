"""The columns that an export of a time clock may have, and what a row of it is: one punch, or one day."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext_lazy as _

from songhanh.core.files.headings import ColumnSpec

NEEDED = "employee"
PAIRS = (("in_1", "out_1"), ("in_2", "out_2"), ("in_3", "out_3"))  # of a row that is one day
HALVES = tuple(code for pair in PAIRS for code in pair)
LABELS = {
    "employee": _("Mã NLĐ"),
    "moment": _("Ngày và giờ"),
    "date": _("Ngày"),
    "time": _("Giờ"),
    "direction": _("Vào hay ra"),
    "in_1": _("Giờ vào"),
    "out_1": _("Giờ ra"),
    "in_2": _("Giờ vào lần 2"),
    "out_2": _("Giờ ra lần 2"),
    "in_3": _("Giờ vào lần 3"),
    "out_3": _("Giờ ra lần 3"),
}
# Codes of directions as clocks number them: answered for the whole column, since makers differ.
NUMBERINGS = {
    "ZERO_IN": {"0": "IN", "1": "OUT"},
    "ONE_IN": {"1": "IN", "2": "OUT"},
    "ONE_IN_ZERO": {"1": "IN", "0": "OUT"},
}


@cache
def specs() -> tuple[ColumnSpec, ...]:
    """The expected columns with their headings, from `clock_headings.toml`."""
    known = tomllib.loads((files(__package__) / "clock_headings.toml").read_text(encoding="utf-8"))
    return tuple(
        ColumnSpec(code, tuple(row["names"]), row.get("required", False), row.get("usual", False))
        for code, row in known.items()
    )


def missing_of(columns: Mapping[str, object], says_day: Mapping[str, bool]) -> tuple[str, ...]:
    """What no column tells: the day, the hour. `says_day` are columns whose cells hold a day beside the hour."""
    whole = "moment" in columns or any(says_day.values())
    missing = [] if whole or "date" in columns else ["date"]
    if not (whole or "time" in columns or any(code in columns for code in HALVES)):
        missing.append("time")
    return tuple(missing)
