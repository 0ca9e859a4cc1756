"""Commands that need no web set-up: their parser says in Vietnamese what is wrong; exit code 2."""

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

# What the standard library says, and the same in our words.
REFUSALS = {
    r"the following arguments are required: (.+)": r"thiếu \1",
    r"unrecognized arguments: (.+)": r"không có tùy chọn \1",
    r"argument (.+): expected one argument": r"\1 thiếu giá trị",
    r"argument (.+): invalid choice: (\S+) \(choose from (.+)\)": r"\1 không có \2, chọn một trong \3",
    r"argument (.+?): (.+)": r"\1: \2",
}


class Parser(argparse.ArgumentParser):
    """Vietnamese where argparse has English."""

    def error(self, message: str) -> NoReturn:
        """How it is used, what is wrong, where the help is."""
        for pattern, words in REFUSALS.items():
            if re.fullmatch(pattern, message, re.S):
                message = re.sub(pattern, words, message, flags=re.S)
                break
        usage = self.format_usage().replace("usage:", "Cách dùng:", 1)
        self.exit(2, f"{usage}Sai: {message}. Xem: {self.prog} --help\n")

    def format_help(self) -> str:
        """The head in Vietnamese."""
        return super().format_help().replace("usage:", "Cách dùng:", 1).replace("options:", "Tùy chọn:", 1)


def parser(name: str, description: str) -> Parser:
    """For `songhanh NAME`."""
    made = Parser(prog=f"songhanh {name}", description=description, add_help=False, allow_abbrev=False)
    made.add_argument("--help", action="help", help="in hướng dẫn này rồi thoát")
    return made


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number in `[least, most]`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"nhập «{text}», cần một số nguyên từ {least} đến {most}")
        return int(text)

    return read
