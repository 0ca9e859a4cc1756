"""How the command speaks: its help in Vietnamese, in English by ``--lang en`` or the language of the terminal.

Only the help and what is said of wrong arguments: what a command then writes down stays in the language of the house.
"""

import argparse
import gettext as catalogues
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from songhanh.analytics.command_line import Say, translated

VIETNAMESE, ENGLISH = "vi", "en"
LOCALE = Path(__file__).resolve().parents[1] / "locale"
OPTIONS = {
    "help": gettext_lazy("in hướng dẫn này rồi thoát"),
    "version": gettext_lazy("in số phiên bản rồi thoát"),
    "verbosity": gettext_lazy("in bao nhiêu: 0 ít nhất, 1 thường, 2 nhiều, 3 rất nhiều"),
    "settings": gettext_lazy("mô-đun cài đặt Django, chỉ cho người phát triển"),
    "pythonpath": gettext_lazy("thêm một thư mục vào đường tìm của Python, chỉ cho người phát triển"),
    "traceback": gettext_lazy("in cả vết lỗi của Python"),
    "no_color": gettext_lazy("in không màu"),
    "force_color": gettext_lazy("in có màu dù không phải cửa sổ lệnh"),
    "skip_checks": argparse.SUPPRESS,
    "tags": gettext_lazy("chỉ kiểm tra các nhóm này"),
    "list_tags": gettext_lazy("liệt kê các nhóm kiểm tra"),
    "deploy": gettext_lazy("kiểm tra thêm các cài đặt khi chạy thật"),
    "fail_level": gettext_lazy("mức nặng làm lệnh kết thúc có lỗi, mặc định ERROR"),
    "args": gettext_lazy("chỉ kiểm tra các phần này, mặc định tất cả"),
    "databases": gettext_lazy("kiểm tra các cơ sở dữ liệu này"),
}


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """The language of the help and the arguments without ``--lang``; Vietnamese where nobody asks for English."""
    rest, asked = [], ""
    words = iter(arguments)
    for word in words:
        if word == "--lang":
            asked = next(words, "")
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
        else:
            rest.append(word)
    terminal = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return (ENGLISH if (asked or terminal).lower().startswith(ENGLISH) else VIETNAMESE), rest


def words_of(language: str) -> Say:
    """Texts in that language, for commands that start without settings."""
    return str if language == VIETNAMESE else _english().gettext


@cache
def _english() -> catalogues.NullTranslations:
    return catalogues.translation("django", LOCALE, [ENGLISH], fallback=True)


class Formatter(DjangoHelpFormatter):
    """The head of the help in our words."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """«Cách dùng: …»."""
        super().add_usage(usage, actions, groups, _("Cách dùng: ") if prefix is None else prefix)


class Parser(CommandParser):
    """Says its help and its refusals in the language of `language`."""

    language = VIETNAMESE

    def format_help(self) -> str:
        """In that language, whoever asks."""
        with override(self.language):
            return super().format_help()

    def error(self, message: str) -> NoReturn:
        """How it is used, what is wrong, where the help is; exit code 2."""
        if not self.called_from_command_line:
            super().error(message)
        with override(self.language):
            usage = self.format_usage()
            said = _("Sai: %(what)s. Xem: %(program)s --help") % {
                "what": translated(message, _),
                "program": self.prog,
            }
        self.exit(2, f"{usage}{said}\n")


def speak(parser: argparse.ArgumentParser, language: str) -> None:
    """Give a parser and those below it our words; texts are of the language that is active now."""
    parser.__class__ = Parser
    spoken = cast("Parser", parser)
    spoken.language, spoken.formatter_class = language, Formatter
    spoken._positionals.title, spoken._optionals.title = _("Tham số"), _("Tùy chọn")
    for action in spoken._actions:
        if action.dest in OPTIONS and not isinstance(action, argparse._SubParsersAction):
            action.help = str(OPTIONS[action.dest])
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                speak(below, language)


class Spoken(BaseCommand):
    """Mixed into a command: its parser speaks, its work is done in the language of the house."""

    language = VIETNAMESE

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """As the command makes it, in our words."""
        with override(self.language):
            parser = super().create_parser(prog_name, subcommand, **kwargs)
            parser.description = _(self.help) if self.help else None
            # Three quarters of a short command went into them; CI runs them, and `songhanh check` for who asks.
            parser.set_defaults(skip_checks=True)
            speak(parser, self.language)
        return parser

    def print_help(self, prog_name: str, subcommand: str) -> None:
        """The same for ``songhanh help COMMAND``."""
        with override(self.language):
            super().print_help(prog_name, subcommand)

    def execute(self, *args: Any, **options: Any) -> Any:
        """Whatever it writes down is in the language of the house."""
        with override(settings.LANGUAGE_CODE):
            return super().execute(*args, **options)

    def get_version(self) -> str:
        """Ours, not Django's."""
        return our_version()


def our_version() -> str:
    """Of the installed package."""
    return version("songhanh")
