"""`songhanh file`."""

import io

import pytest
from django.core.management import CommandError, call_command

from songhanh.reporting.models import Obligation, ObligationState, ReportVersion
from tests.people.cast import Cast
from tests.reporting.filing import WHOLE, file, owed, type_in

CALL = ("file", "--form", "monthly-production", "--period", "2022-01")


def run(cast: Cast, *args: str, enterprise: str = "mau-01", by: str = "mau-01") -> str:
    owed(cast)
    out = io.StringIO()
    call_command(*CALL, "--enterprise", enterprise, "--by", by, *args, stdout=out)
    return out.getvalue()


def sets(**changed: str) -> list[str]:
    return [part for code, number in (WHOLE | changed).items() for part in ("--set", f"{code}={number}")]


def number(code: str) -> str:
    value = ReportVersion.objects.latest("number").values.get(cell=code).number
    assert value is not None
    return format(value.normalize(), "f")


def test_a_whole_report_is_filed_and_accepted(cast: Cast) -> None:
    out = run(cast, *sets(revenue="1.284,6"), "--estimate", "export", "--accept-by", "chuyen-vien")
    assert "BC-2022-01-0001" in out
    version = ReportVersion.objects.get()
    assert (version.source, number("revenue")) == ("COMMAND", "1284.6")
    assert version.values.get(cell="export").estimate
    assert Obligation.objects.get(latest=version).state == ObligationState.ACCEPTED


def test_a_correction_starts_from_the_newest_version_and_says_where_it_came_from(cast: Cast) -> None:
    file(owed(cast), cast.reporter, cast)
    run(cast, "--set", "revenue=120.25")
    version = ReportVersion.objects.latest("number")
    assert (version.number, number("revenue"), number("export")) == (2, "120.25", "4.6")
    assert "dòng lệnh" in version.correction_reason


def test_a_draft_is_what_it_starts_from(cast: Cast) -> None:
    type_in(owed(cast), cast.reporter, cast, export="9")
    run(cast, "--set", "revenue=100", "--note", "revenue=đã đối chiếu")
    assert number("export") == "9"
    assert ReportVersion.objects.get().values.get(cell="revenue").note == "đã đối chiếu"


def test_on_behalf_is_marked(cast: Cast) -> None:
    run(cast, *sets(), "--on-behalf", "PAPER", by="chuyen-vien")
    assert ReportVersion.objects.get().on_behalf == "PAPER"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--set", "revenue=1,503"], 2, "đọc được hai cách"),
        (["--set", "turnover=5"], 2, "không có ô «turnover»"),
        (["--set", "revenue"], 2, "thiếu dấu ="),
        (["--set", "revenue=5"], 1, "Chưa nộp"),
        (["--set", "revenue=abc"], 1, "không đọc được thành số"),
    ],
)
def test_a_refusal_says_why_and_files_nothing(cast: Cast, args: list[str], code: int, words: str) -> None:
    with pytest.raises(CommandError, match=words) as refused:
        run(cast, *args)
    assert refused.value.returncode == code
    assert not ReportVersion.objects.exists()


def test_foreign_and_unknown_enterprises_are_one(cast: Cast) -> None:
    said = []
    for enterprise in ("mau-02", "mau-88"):
        with pytest.raises(CommandError) as refused:
            run(cast, "--set", "revenue=5", enterprise=enterprise)
        said.append((refused.value.returncode, str(refused.value).replace(enterprise, "…")))
    assert said[0] == said[1]
    assert said[0][0] == 2


def test_an_unknown_user_is_said(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Không có người dùng «khong-ai»"):
        run(cast, by="khong-ai")
