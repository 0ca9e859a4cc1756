"""Commands that need no web set-up: their parser says what they do and what is wrong; exit code 2.

`Say` gives a Vietnamese text in the reader's language. Whoever starts a command hands it in: there is no Django here.
"""

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

Say = Callable[[str], str]


def translated(message: str, _: Say) -> str:
    """What the standard library says of wrong arguments, in our words where we have them."""
    for pattern, words in _refusals(_).items():
        if found := re.fullmatch(pattern, message, re.S):
            return words % found.groupdict()
    return message


def _refusals(_: Say) -> dict[str, str]:
    return {
        r"the following arguments are required: (?P<names>.+)": _("thiếu: %(names)s"),
        r"one of the arguments (?P<names>.+) is required": _("cần một trong: %(names)s"),
        r"unrecognized arguments: (?P<names>.+)": _("không có tùy chọn: %(names)s"),
        r"argument (?P<name>.+): expected one argument": _("%(name)s: thiếu giá trị"),
        r"argument (?P<name>.+): expected (?P<count>\d+) arguments": _("%(name)s: cần %(count)s giá trị"),
        r"argument (?P<name>.+): invalid choice: (?P<value>\S+) \(choose from (?P<names>.+)\)": _(
            "%(name)s: không có %(value)s; chọn một trong %(names)s"
        ),
        r"argument (?P<name>.+): invalid \S+ value: (?P<value>.+)": _("%(name)s: không đọc được %(value)s"),
        r"argument (?P<name>.+): not allowed with argument (?P<value>.+)": _(
            "%(name)s: không dùng cùng %(value)s"
        ),
        r"argument (?P<name>.+?): (?P<what>.+)": "%(name)s: %(what)s",  # a type of our own has said it
    }


class Parser(argparse.ArgumentParser):
    """In the reader's words where argparse has its own."""

    say: Say = staticmethod(str)

    def error(self, message: str) -> NoReturn:
        """How it is used, what is wrong, where the help is."""
        _ = self.say
        said = _("Sai: %(what)s. Xem: %(program)s --help") % {
            "what": translated(message, _),
            "program": self.prog,
        }
        self.exit(2, f"{self._headed(self.format_usage())}{said}\n")

    def format_help(self) -> str:
        """The heads in our words too."""
        _ = self.say
        return self._headed(super().format_help()).replace("\noptions:", f"\n{_('Tùy chọn')}:", 1)

    def _headed(self, text: str) -> str:
        _ = self.say
        return text.replace("usage: ", _("Cách dùng: "), 1)


def parser(name: str, description: str, _: Say) -> Parser:
    """For `songhanh NAME`, speaking through `_`."""
    made = Parser(prog=f"songhanh {name}", description=description, add_help=False, allow_abbrev=False)
    made.say = _
    made.add_argument("--help", action="help", help=_("in hướng dẫn này rồi thoát"))
    return made


def whole(least: int, most: int, _: Say) -> Callable[[str], int]:
    """Reads a whole number in `[least, most]`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            told = {"typed": text, "least": least, "most": most}
            raise argparse.ArgumentTypeError(
                _("nhập «%(typed)s», cần một số nguyên từ %(least)s đến %(most)s") % told
            )
        return int(text)

    return read
