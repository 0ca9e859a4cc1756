"""What is said where Spark cannot start: no package, no Java, an old one, no cluster. Needs neither Spark nor Java."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from songhanh.analytics.presence.generation import generate
from songhanh.analytics.tracing.command import main
from songhanh.analytics.tracing.spark_needs import check_answer, check_java, hosts_of, java_version
from songhanh.analytics.tracing.spark_words import SparkError, in_words

TOLD_BY_JAVA = {
    'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment': 17,
    'openjdk version "25" 2025-09-16': 25,
    'java version "1.8.0_402"\nJava(TM) SE Runtime Environment': 8,
    'openjdk version "11.0.2" 2019-01-15': 11,
    "Segmentation fault": None,
}


def java_telling(folder: Path, words: str) -> Path:
    """A JAVA_HOME whose java says this on its error stream, as Java does."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{words}\nEND\n")
    program.chmod(0o755)
    return folder


@pytest.fixture
def port() -> Iterator[int]:
    """Something that takes calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize(("words", "version"), TOLD_BY_JAVA.items())
def test_javas_version_is_read(
    words: str, version: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(java_telling(tmp_path, words)))
    assert java_version() == version
    if version and version >= 17:
        check_java()
    elif version:
        with pytest.raises(SparkError, match=f"là bản {version}, Spark cần bản 17 trở lên"):
            check_java()


def test_a_machine_without_java_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        SparkError, match=r"Không có Java\. Spark cần Java 17 trở lên \(Debian: apt-get install"
    ):
        check_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "gone"))
    with pytest.raises(SparkError, match=r"Không có Java ở JAVA_HOME «.*gone»"):
        check_java()


@pytest.mark.parametrize(
    ("master", "hosts"),
    [
        ("local", []),
        ("local[*]", []),
        ("local[2]", []),
        ("spark://may-chu:7077", [("may-chu", 7077)]),
        ("spark://một:7077,10.0.0.2:7078", [("một", 7077), ("10.0.0.2", 7078)]),
        ("spark://[::1]:7077", [("::1", 7077)]),
    ],
)
def test_addresses_are_read(master: str, hosts: list[tuple[str, int]]) -> None:
    assert hosts_of(master) == hosts


@pytest.mark.parametrize(
    "master",
    ["may-chu:7077", "spark://may-chu", "http://a:80", "local[x]", "spark://a:1,", "spark://a:99999"],
)
def test_what_is_no_address_is_refused(master: str) -> None:
    with pytest.raises(SparkError, match=r"không phải địa chỉ cụm Spark\. Ghi như spark://may-chu:7077"):
        hosts_of(master)


def test_a_cluster_that_is_away_is_told_at_once(port: int) -> None:
    check_answer(f"spark://127.0.0.1:{port}")
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    with pytest.raises(
        SparkError, match=f"spark://127.0.0.1:{closed}: không có gì nhận ở cổng này. Kiểm tra"
    ):
        check_answer(f"spark://127.0.0.1:{closed}")
    check_answer(f"spark://127.0.0.1:{closed},127.0.0.1:{port}")  # the other stands by
    with pytest.raises(SparkError, match="không có máy tên này"):
        check_answer("spark://khong-co.invalid:7077")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("java.io.IOException: No space left on device", "Hết chỗ trên đĩa"),
        ("[PATH_NOT_FOUND] Path does not exist: file:/a", "không thấy tệp của ảnh chụp"),
        ("java.io.FileNotFoundException: /a (Permission denied)", "không được đọc ảnh chụp"),
        ("java.lang.OutOfMemoryError: Java heap space", "hết bộ nhớ"),
        ("Reason: All masters are unresponsive! Giving up.", "không nhận việc hoặc đã ngừng"),
        ("An error occurred\nand more", "Spark báo lỗi: An error occurred"),
        ("", "Spark báo lỗi: không nói gì"),
    ],
)
def test_a_java_stack_becomes_a_sentence(told: str, words: str) -> None:
    said = in_words(f"{told}\n\tat org.apache.spark.Something" if "\n" not in told and told else told)
    assert words in said
    assert "org.apache" not in said


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    generate(tmp_path / "presence", workers=20, days=1, seed=1)
    (tmp_path / "cases").write_text("5\n")
    return ["--snapshot", str(tmp_path / "presence"), "--cases", str(tmp_path / "cases"), "--window", "1"]


def test_the_command_ends_with_the_sentence(asked: list[str], tmp_path: Path) -> None:
    without = "import sys; sys.modules['pyspark'] = None; from songhanh.config.cli import main; main()"
    program = [sys.executable, "-c", without, "trace", *asked, "--engine", "spark"]
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Chưa cài Spark. Chạy: pip install 'songhanh[spark]'")
    assert "Traceback" not in done.stderr


def test_a_cluster_is_for_spark_only(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*asked, "--master", "spark://may-chu:7077"])
    assert ended.value.code == 2
    assert "--master: chỉ dùng cùng --engine spark" in capsys.readouterr().err
