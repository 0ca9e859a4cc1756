"""The ``songhanh`` command: Django's management commands under the product's name, speaking our words."""

import os
import sqlite3
import sys
from importlib import import_module
from typing import cast

from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from songhanh.config.disk import said
from songhanh.config.spoken import Spoken, language_of, our_version, words_of

# Commands that need neither settings nor database: their words, what they do, and the module whose `main` does it.
LEAN = {
    ("presence", "generate"): (
        gettext_lazy("Tạo dữ liệu có mặt giả định để thử và đo truy vết"),
        "songhanh.analytics.presence.command",
    ),
    ("trace",): (
        gettext_lazy("Truy vết từ các ca bệnh trong một ảnh chụp có mặt"),
        "songhanh.analytics.tracing.command",
    ),
}
MAINTENANCE = ("migrate", "dbshell", "shell", "sendtestemail")  # of Django's, those an operator may need


class Program(ManagementUtility):
    """Its help and its commands in the language that was asked for."""

    def __init__(self, language: str, arguments: list[str]) -> None:
        super().__init__(["songhanh", *arguments])
        self.language = language

    def main_help_text(self, commands_only: bool = False) -> str:
        """Our commands with what each does; Django's own, those that an operator may need, by name."""
        if commands_only:
            return super().main_help_text(commands_only)
        names = sorted(name for name, app in get_commands().items() if str(app).startswith("songhanh"))
        with override(self.language):
            told = {
                name: _(found.help) for name in names if (found := super(Program, self).fetch_command(name))
            }
            told |= {" ".join(words): str(help_text) for words, (help_text, _module) in LEAN.items()}
            width = max(map(len, told)) + 4
            lines = [
                _("Song Hành: phần mềm của Ban quản lý các khu công nghiệp."),
                "",
                _("Cách dùng: songhanh LỆNH …; từng lệnh: songhanh LỆNH --help"),
                _("Hướng dẫn bằng tiếng Anh: thêm --lang en, hoặc LANG=en_US.UTF-8"),
                "",
                _("Các lệnh:"),
                *(f"  {name:<{width}}{words}" for name, words in sorted(told.items())),
                "",
                _("Lệnh bảo trì của Django: %(names)s.") % {"names": ", ".join(MAINTENANCE)},
            ]
        return "\n".join(lines)

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command, made to speak."""
        if subcommand not in get_commands():
            with override(self.language):
                sys.exit(_("Không có lệnh «%(name)s». Xem: songhanh --help") % {"name": subcommand})
        found = super().fetch_command(subcommand)
        kind = type("Command", (Spoken, type(found)), {"language": self.language, "__module__": __name__})
        return cast("BaseCommand", kind())


def main() -> None:
    """Run ``songhanh COMMAND …``; the commands lie in the slices' ``management/commands``, but for the lean ones."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songhanh.config.settings")
    os.umask(0o077)  # what it keeps and writes is for its own account alone
    language, arguments = language_of(sys.argv[1:], os.environ)
    if arguments in (["--version"], ["version"]):
        sys.stdout.write(f"{our_version()}\n")
        return
    for words, (_help, module) in LEAN.items():
        if tuple(arguments[: len(words)]) == words:
            sys.exit(import_module(module).main(arguments[len(words) :], words_of(language)))
    try:
        Program(language, arguments).execute()
    except (OSError, sqlite3.Error) as error:
        sys.exit(said(error))
    except Exception as error:
        # Django's wrapping of the driver's errors; anything else is a fault of ours and keeps its trace.
        if not isinstance(error.__cause__, sqlite3.OperationalError):
            raise
        sys.exit(said(error.__cause__))
