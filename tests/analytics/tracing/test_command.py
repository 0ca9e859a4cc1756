"""`songhanh trace`: what it prints, and what it says of bad input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from songhanh.analytics.presence.generation import generate
from songhanh.analytics.tracing.command import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("presence")
    generate(made, workers=600, days=4, seed=3)
    return made


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.txt"
    path.write_text("\ufeff17\n\n 250 \n17\n", encoding="utf-8")
    return path


def asked(folder: Path, cases: Path, *more: str) -> list[str]:
    return ["--snapshot", str(folder), "--cases", str(cases), "--window", "4", "--format", "json", *more]


def printed(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> dict[str, object]:
    assert main(arguments) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_both_engines_print_the_same_contacts(
    folder: Path, cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = printed(capsys, asked(folder, cases, "--tiers", "2", "--engine", "kernel"))
    duckdb = printed(capsys, asked(folder, cases, "--tiers", "2", "--engine", "duckdb"))
    assert kernel["contacts"] == duckdb["contacts"]
    assert isinstance(kernel["elapsed_ms"], float)
    contacts = kernel["contacts"]
    assert isinstance(contacts, list)
    assert {"F1", "F2"} == {row["tier"] for row in contacts}
    first = contacts[0]
    assert list(first) == ["person", "tier", "minutes", "places", "reason", "uncertain", "asks"]
    assert first["minutes"] >= 15
    assert {row["reason"] for row in contacts} == {"near"}
    assert {tuple(row["asks"]) for row in contacts if row["uncertain"]} == {("DISTANCE",)}
    assert {17, 250}.isdisjoint(row["person"] for row in contacts)


def test_a_document_may_be_chosen(folder: Path, cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, asked(folder, cases, "--definition", "1909"))["contacts"]
    assert isinstance(found, list)
    assert {row["tier"] for row in found} == {"F1"}
    assert {row["uncertain"] for row in found} == {True}
    assert {row["reason"] for row in found} == {"physical/unmasked/carer"}
    with pytest.raises(SystemExit, match="Không có định nghĩa tiếp xúc «x»"):
        main(asked(folder, cases, "--definition", "x"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"17\nabc\n1.5\n", "Dòng 2: «abc» không phải số người lao động. Ghi một số từ 1 đến 600"),
        (b"17\nabc\n1.5\n", "Dòng 3: «1.5»"),
        (b"17\n250\n601\n", "Dòng 3: người số 601 chưa từng có mặt từ 03/01/2022 đến 06/01/2022"),
        (b"0\n", "Dòng 1: người số 0 chưa từng có mặt"),
        (b"99999999999999999999999\n", "Dòng 1: người số 99999999999999999999999 chưa từng"),
        (b"-5\n", "Dòng 1: «-5» không phải"),
        (b"x\n" * 40, "… và 30 dòng khác"),
        (b"\n \n", "không có số nào"),
        (b"\xff\xfe1\x00", "không phải văn bản UTF-8"),
    ],
)
def test_a_wrong_line_is_named(folder: Path, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.txt"
    path.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        main(asked(folder, path))
    assert said in str(ended.value.code)


def test_what_is_not_there_is_named(folder: Path, cases: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"Không đọc được tệp .*none\.txt"):
        main(asked(folder, tmp_path / "none.txt"))
    with pytest.raises(SystemExit, match=r"Không có ảnh chụp có mặt .* thiếu snapshot\.json"):
        main(asked(tmp_path, cases))


def test_a_window_longer_than_the_snapshot_is_said(
    folder: Path, cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = asked(folder, cases)
    main(whole)
    four = json.loads(capsys.readouterr().out)["contacts"]
    whole[whole.index("4")] = "14"
    main(whole)
    out, err = capsys.readouterr()
    assert json.loads(out)["contacts"] == four
    assert "Ảnh chụp chỉ có 4 ngày" in err


def test_a_shorter_window_ends_with_the_snapshot(
    folder: Path, cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = asked(folder, cases)
    four = printed(capsys, whole)["contacts"]
    whole[whole.index("4")] = "1"
    one = printed(capsys, whole)["contacts"]
    assert isinstance(four, list)
    assert isinstance(one, list)
    assert 0 < len(one) < len(four)


def test_the_program_traces_without_settings_database_or_web(
    folder: Path, cases: Path, tmp_path: Path
) -> None:
    """In an empty folder, with no place to keep anything: exit code 0, a list, and nothing written."""
    program = [
        sys.executable,
        "-c",
        "from songhanh.config.cli import main; main()",
        "trace",
        *asked(folder, cases),
    ]
    done = subprocess.run(
        program, cwd=tmp_path, capture_output=True, text=True, check=False, env={"SONGHANH_VAR": "/nowhere"}
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["contacts"]
    assert [path.name for path in tmp_path.iterdir()] == ["cases.txt"]
    cases.write_text("17\nabc\n", encoding="utf-8")
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False, env={})
    assert done.returncode == 1
    assert "Dòng 2: «abc»" in done.stderr
    assert "Traceback" not in done.stderr
