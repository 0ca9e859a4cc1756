"""The command's help: Vietnamese whole, English whole, and never the language of what is written down."""

import argparse
import re

import pytest
from django.core.management import get_commands
from django.utils.translation import override

from songhanh.analytics.command_line import translated
from songhanh.config.cli import LEAN, Program, main
from songhanh.config.spoken import VIETNAMESE, language_of

COMMANDS = sorted(name for name, app in get_commands().items() if str(app).startswith("songhanh"))
VIETNAMESE_LETTER = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I)
LEFT_ENGLISH = re.compile(
    r"\b(usage|options|positional arguments|show this help|show program|verbosity level|output|settings module)\b",
    re.I,
)


def parsers(language: str, name: str) -> list[argparse.ArgumentParser]:
    """The command's parser and those of its orders."""
    found: list[argparse.ArgumentParser] = []
    waiting: list[argparse.ArgumentParser] = [
        Program(language, []).fetch_command(name).create_parser("songhanh", name)
    ]
    while waiting:
        found.append(waiting.pop())
        for action in found[-1]._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting += action.choices.values()
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_says_what_it_is_in_both_languages(name: str) -> None:
    for parser in parsers("vi", name):
        said = parser.format_help()
        assert said.startswith("Cách dùng: songhanh")
        assert not LEFT_ENGLISH.search(re.sub(r"--\S+|\[-\S+", "", said)), said
        for action in parser._actions:
            assert action.help or isinstance(action, argparse._SubParsersAction), (parser.prog, action.dest)
    for parser in parsers("en", name):
        said = parser.format_help()
        assert said.startswith("Usage: songhanh")
        assert not VIETNAMESE_LETTER.search(said), said


@pytest.mark.parametrize("words", LEAN, ids=" ".join)
def test_commands_without_settings_speak_both_languages(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for language in ("vi", "en"):
        monkeypatch.setattr("sys.argv", ["songhanh", "--lang", language, *words, "--help"])
        with pytest.raises(SystemExit, match="0"):
            main()
        said[language] = capsys.readouterr().out
        monkeypatch.setattr("sys.argv", ["songhanh", "--lang", language, *words, "--days", "x", "--nonsense"])
        with pytest.raises(SystemExit, match="2"):
            main()
        said[language] += capsys.readouterr().err
    assert said["vi"].startswith(f"Cách dùng: songhanh {' '.join(words)} ")
    assert not LEFT_ENGLISH.search(re.sub(r"--\S+|\[-\S+", "", said["vi"])), said["vi"]
    assert "\nSai: " in said["vi"]
    assert said["en"].startswith(f"Usage: songhanh {' '.join(words)} ")
    assert "\nOptions:" in said["en"]
    assert not VIETNAMESE_LETTER.search(said["en"]), said["en"]


def test_the_programs_help_lists_every_command() -> None:
    with override("vi"):  # whatever is active outside
        vietnamese, english = (Program(each, []).main_help_text() for each in ("vi", "en"))
    for name in COMMANDS:
        assert f"  {name} " in vietnamese
        assert f"  {name} " in english
    assert "Các lệnh:" in vietnamese
    assert not VIETNAMESE_LETTER.search(english.replace("Song Hành", "")), english


@pytest.mark.parametrize(
    ("arguments", "environment", "language", "rest"),
    [
        ([], {}, "vi", []),
        (["serve", "--help"], {"LANG": "C.UTF-8"}, "vi", ["serve", "--help"]),
        (["serve"], {"LANG": "en_US.UTF-8"}, "en", ["serve"]),
        (["serve"], {"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "vi", ["serve"]),
        (["--lang", "en", "serve"], {}, "en", ["serve"]),
        (["serve", "--lang=vi"], {"LANG": "en_GB"}, "vi", ["serve"]),
    ],
)
def test_the_language_is_asked_for(
    arguments: list[str], environment: dict[str, str], language: str, rest: list[str]
) -> None:
    assert language_of(arguments, environment) == (language, rest)


@pytest.mark.parametrize(
    ("arguments", "vietnamese", "english"),
    [
        (["file"], "thiếu: ", "missing: "),
        (
            ["report", "dual-goal"],
            "cần một trong: --year --period",
            "one of these is needed: --year --period",
        ),
        (["report", "dual-goal", "--year", "x"], "--year: không đọc được 'x'", "--year: cannot be read: 'x'"),
        (["serve", "--port"], "--port: thiếu giá trị", "--port: its value is missing"),
        (["tasks", "--nonsense"], "không có tùy chọn: --nonsense", "there is no option --nonsense"),
    ],
)
def test_wrong_arguments_are_refused_in_words(
    arguments: list[str], vietnamese: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, words in (("vi", vietnamese), ("en", english)):
        with pytest.raises(SystemExit) as end:
            Program(language, arguments).execute()
        assert end.value.code == 2
        assert words in capsys.readouterr().err


def test_an_unknown_command_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["songhanh", "nothing"])
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    with pytest.raises(SystemExit, match="Không có lệnh «nothing»"):
        main()
    monkeypatch.setattr("sys.argv", ["songhanh", "--version"])
    main()
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", capsys.readouterr().out)


@pytest.mark.django_db
def test_what_a_command_does_stays_in_the_language_of_the_house(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Program("en", ["user", "unlock", "nobody"]).execute()
    assert "Không có người dùng «nobody»" in capsys.readouterr().err
    assert translated("something new", str) == "something new"
    assert VIETNAMESE == "vi"
