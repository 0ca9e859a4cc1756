"""Index persons from a text file, one number a line."""

from pathlib import Path

from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.rules.formats import format_date, format_number

SHOWN = 10


class CasesError(ValueError):
    """The file names nobody, or somebody who cannot be traced; says in Vietnamese which lines and why."""


def read_cases(path: Path, snapshot: Snapshot) -> list[int]:
    """Persons in the order of the file, each once; empty lines are passed over. Raises CasesError.

    A person never seen is an error, not an empty list: the number may be mistyped.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise CasesError(
            f"Tệp «{path}» không phải văn bản UTF-8. Ghi lại mỗi dòng một số người lao động."
        ) from error
    except OSError as error:
        raise CasesError(f"Không đọc được tệp «{path}»: {error.strerror or error}.") from error
    typed = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    wrong = [f"Dòng {number}: {why}" for number, text in typed if (why := _why_not(text, snapshot))]
    if wrong:
        more = [f"… và {format_number(len(wrong) - SHOWN)} dòng khác"] if len(wrong) > SHOWN else []
        raise CasesError("\n".join([f"Tệp «{path}» có dòng sai:", *wrong[:SHOWN], *more]))
    if not typed:
        raise CasesError(f"Tệp «{path}» không có số nào. Ghi mỗi dòng một số người lao động.")
    return list(dict.fromkeys(int(text) for _, text in typed))


def _why_not(text: str, snapshot: Snapshot) -> str | None:
    if not (text.isascii() and text.isdigit()):
        return f"«{text}» không phải số người lao động. Ghi một số từ 1 đến {format_number(snapshot.people)}."
    if not snapshot.seen(int(text)):
        first, last = snapshot.days[0].day, snapshot.days[-1].day
        return (
            f"người số {text} chưa từng có mặt từ {format_date(first)} đến {format_date(last)}"
            f" (ảnh chụp có người số 1 đến {format_number(snapshot.people)}). Kiểm tra lại số."
        )
    return None
