"""Findings in words: place, what was found, what to enter. One template per code and language."""

from collections.abc import Mapping
from decimal import Decimal

from songhanh.rules.checks.cells import Cell, Level
from songhanh.rules.checks.findings import Finding, FindingCode
from songhanh.rules.formats import format_figure, format_number
from songhanh.rules.units import unit_in

C = FindingCode

VI: Mapping[FindingCode, str] = {
    C.REQUIRED: "Không phát sinh thì nhập 0. Để trống nghĩa là chưa báo.",
    C.UNKNOWN_CELL: "Biểu mẫu không có ô «{cell}». Bỏ ô này hoặc dùng đúng bản biểu mẫu của kỳ.",
    C.NOT_A_NUMBER: "Nhập «{text}», không đọc được thành số. Nhập số, ví dụ 1.234,5.",
    C.NOT_WHOLE: ("Nhập {value}, chỉ tiêu này đếm theo {unit} nên là số nguyên. Nhập số không có phần lẻ."),
    C.TOO_MANY_DECIMALS: ("Nhập {value}, nhiều hơn {decimals} chữ số sau dấu phẩy. Hãy nhập {rounded}."),
    C.TOO_LONG: "Nội dung dài {value} ký tự. Rút còn không quá {maximum} ký tự.",
    C.BELOW_MINIMUM: "Nhập {value}, nhỏ hơn mức thấp nhất là {minimum}. Nhập từ {minimum} trở lên.",
    C.ABOVE_MAXIMUM: "Nhập {value}, lớn hơn mức cao nhất là {maximum}. Nhập không quá {maximum}.",
    C.SUM_DIFFERS: ("Nhập {value}, tổng các dòng {parts} là {total}. Nhập {total} hoặc sửa các dòng đó."),
    C.MORE_THAN: (
        "Nhập {value}, nhỏ hơn số đã nhập ở {parts} là {total}. Đúng thì ghi lý do; sai thì "
        "sửa một trong hai."
    ),
    C.NOT_TOGETHER: (
        "Nhập {value} trong khi {parts} là {total}. Hai số này cùng bằng 0 hoặc cùng lớn hơn 0."
    ),
    C.RUNNING_TOTAL_DIFFERS: (
        "Nhập {value}, lũy kế kỳ trước {before} cộng kỳ này là {total}. Nhập {total}; có điều "
        "chỉnh thì ghi lý do."
    ),
    C.REGISTER_DIFFERS: (
        "Nhập {value}, danh sách lao động có {register}. Sửa số này, sửa danh sách hoặc ghi lý do."
    ),
    C.WORKERS_DIFFER: (
        "Nhập {value}, cộng với {parts} là {total}; danh sách lao động có {register} người cuối kỳ. "
        "Sửa các số này, sửa danh sách hoặc ghi lý do."
    ),
    C.UNIT_SLIP: "Nhập {value}, {ratio} kỳ trước ({previous}). {hint}",
    C.SIGN_CHANGED: (
        "Nhập {value}, kỳ trước là {previous}: trái dấu. Đúng thì ghi lý do, báo cáo vẫn nộp được."
    ),
    C.JUMP: "Nhập {value}, kỳ trước là {previous}. Đúng thì ghi lý do, báo cáo vẫn nộp được.",
    C.OUTSIDE_USUAL: (
        "{move} {change}% so với kỳ trước, ngoài khoảng quen thuộc {low} đến {high}%. Đúng "
        "thì ghi lý do, báo cáo vẫn nộp được."
    ),
}
EN: Mapping[FindingCode, str] = {
    C.REQUIRED: "Enter 0 if there was none. Blank means not reported.",
    C.UNKNOWN_CELL: "The form has no cell “{cell}”. Leave it out or use the form of this period.",
    C.NOT_A_NUMBER: "“{text}” cannot be read as a number. Enter a number such as 1,234.5.",
    C.NOT_WHOLE: "Entered {value}; this is counted whole. Enter a number without decimals.",
    C.TOO_MANY_DECIMALS: "Entered {value}, more than {decimals} decimals. Enter {rounded}.",
    C.TOO_LONG: "The text has {value} characters. Shorten it to at most {maximum}.",
    C.BELOW_MINIMUM: ("Entered {value}, below the lowest allowed {minimum}. Enter {minimum} or more."),
    C.ABOVE_MAXIMUM: ("Entered {value}, above the highest allowed {maximum}. Enter at most {maximum}."),
    C.SUM_DIFFERS: (
        "Entered {value}, but lines {parts} add up to {total}. Enter {total} or mend those lines."
    ),
    C.MORE_THAN: (
        "Entered {value}, less than {total} entered at {parts}. Note the reason if right, else mend one."
    ),
    C.NOT_TOGETHER: "Entered {value} while {parts} is {total}. Both are 0 or both are above 0.",
    C.RUNNING_TOTAL_DIFFERS: (
        "Entered {value}; last period's total {before} plus this period is {total}. Enter "
        "{total}, or note the reason of an adjustment."
    ),
    C.REGISTER_DIFFERS: (
        "Entered {value}, the list of workers has {register}. Mend the figure or the list, or note why."
    ),
    C.WORKERS_DIFFER: (
        "Entered {value}, with {parts} that is {total}; the list of workers has {register} at the end of the "
        "period. Mend the figures or the list, or note why."
    ),
    C.UNIT_SLIP: "Entered {value}, {ratio} last period ({previous}). {hint}",
    C.SIGN_CHANGED: ("Entered {value}, last period {previous}: the sign changed. Note the reason if right."),
    C.JUMP: (
        "Entered {value}, last period {previous}. Note the reason if right; the report can still be filed."
    ),
    C.OUTSIDE_USUAL: (
        "{move} by {change}% on last period, outside the usual {low} to {high}%. Note the "
        "reason if right; the report can still be filed."
    ),
}
# The unit one step of 1,000 below and above, so that the slip can be named.
SMALLER = {"triệu": "nghìn", "tỷ": "triệu"}
LARGER = {"triệu": "tỷ", "tỷ": "nghìn tỷ"}


def message_vi(finding: Finding, cells: Mapping[str, Cell] | None = None) -> str:
    """The finding in Vietnamese; with the form's `cells`, figures carry their units and parts their names."""
    return _message(finding, (cells or {}).get(finding.cell), cells or {}, "vi")


def message_en(finding: Finding, cells: Mapping[str, Cell] | None = None) -> str:
    """The finding in English."""
    return _message(finding, (cells or {}).get(finding.cell), cells or {}, "en")


def _message(finding: Finding, cell: Cell | None, cells: Mapping[str, Cell], language: str) -> str:
    template = (VI if language == "vi" else EN)[finding.code]
    words = {name: _word(name, value, cell, language) for name, value in finding.values.items()}
    if "parts" in words and cells:
        words["parts"] = ", ".join(_name(cells, code, language) for code in words["parts"].split(", "))
    if finding.code is C.OUTSIDE_USUAL:
        words |= _change_words(finding, language)
    if finding.code is C.UNIT_SLIP:
        words["hint"] = _slip_hint(finding, cell.unit if cell else "", language)
    return template.format(
        **words | {"cell": finding.cell, "unit": unit_in(cell.unit, language) if cell else ""}
    )


def _word(name: str, value: Decimal | str, cell: Cell | None, language: str) -> str:
    if isinstance(value, str):
        return value
    if name == "ratio":
        return _times(value, language)
    number = format_number(value, None, language)
    return f"{number} {unit_in(cell.unit, language)}" if name == "value" and cell and cell.unit else number


def _times(ratio: Decimal, language: str) -> str:
    if ratio >= 1:
        times = format_figure(ratio, 0, language)
        return f"gấp {times} lần" if language == "vi" else f"{times} times"
    share = "1/" + format_figure(1 / ratio, 0, language)
    return f"bằng {share}" if language == "vi" else f"{share} of"


def _name(cells: Mapping[str, Cell], code: str, language: str) -> str:
    cell = cells.get(code)
    if not cell:
        return code
    name = cell.name if language == "vi" else cell.name_en
    if cell.column:
        return f"{code} ({name})"
    return f"«{name}»" if language == "vi" else f"“{name}”"


def _change_words(finding: Finding, language: str) -> dict[str, str]:
    change, low, high = (Decimal(finding.values[name]) for name in ("change_pct", "low", "high"))
    up, down = ("Tăng", "Giảm") if language == "vi" else ("Up", "Down")
    return {
        "move": up if change > 0 else down,
        "change": format_number(abs(change), 1, language),
        "low": format_figure(low, 1, language),
        "high": format_figure(high, 1, language),
    }


def _slip_hint(finding: Finding, unit: str, language: str) -> str:
    value, meant, factor = (Decimal(finding.values[name]) for name in ("value", "meant", "factor"))
    scale, _, rest = unit.partition(" ")
    other = (SMALLER if factor > 1 else LARGER).get(scale)
    number, mended = format_number(value, None, language), format_number(meant, None, language)
    slipped = f"{other} {rest}".strip()
    named = f"{number} {unit_in(slipped, language)}" if other and factor in (1000, 1 / Decimal(1000)) else ""
    if language == "vi":
        hint = f"Nếu là {named}, hãy nhập {mended}." if named else f"Nhầm đơn vị thì hãy nhập {mended}."
        return hint if finding.level is Level.ERROR else hint + " Đúng thì ghi lý do."
    hint = f"If it is {named}, enter {mended}." if named else f"If the unit slipped, enter {mended}."
    return hint if finding.level is Level.ERROR else hint + " Note the reason if right."
