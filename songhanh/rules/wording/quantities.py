"""Numbers in a sentence with their unit and the words that lean on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from songhanh.rules.numbers import Problem, Style, read_number
from songhanh.rules.wording.units import TIMES, Unit, unit_at

NUMBER = re.compile(r"(?<![\w/.,\-])\d[\d.,]*(?<=\d)(?![\w/]|-\w)")
MULTIPLES = {"đôi": Decimal(2), "rưỡi": Decimal("1.5"), "ba": Decimal(3), "bốn": Decimal(4)}
MULTIPLE = re.compile(r"(?<=gấp )(đôi|rưỡi|ba|bốn)(?!\w)(?: lần)?", re.IGNORECASE)
# A number after these words names a year, a rule, a dose, not a quantity.
NAMES_BEFORE = re.compile(
    r"(?<!\w)(?:năm|quý|tháng|ngày|nghị quyết(?: số)?|quyết định(?: số)?|điều|khoản|mũi|kỳ|thứ|giai đoạn)\s*$",
    re.IGNORECASE,
)
PERHAPS_NAMES_BEFORE = re.compile(r"(?<!\w)(?:số|đến|kết quả|thực hiện)\s*$", re.IGNORECASE)
SHORT = re.compile(r"[0-9]{1,4}")
SAME_AS_BEFORE = re.compile(
    r"\s*(?:\(\s*|,?\s*(?:tương đương|tương ứng|hay|tức(?: là)?)(?: với)?\s+)(?:tăng |giảm )?", re.IGNORECASE
)
NAMES_AFTER = re.compile(r"\s*(?:mũi|tháng đầu|tháng cuối|giờ|ngày)(?!\w)", re.IGNORECASE)
CLAUSE_END = re.compile(r"[,;:()–]|(?<!\w)(?:và|trong đó|còn|gồm)(?!\w)", re.IGNORECASE)

ABOVE, BELOW, NEARLY, ABOUT = "trên", "dưới", "gần", "khoảng"
AT_LEAST, AT_MOST, EQUAL = "ít nhất", "không quá", "đạt"
COMPARATORS = {
    "trên": ABOVE, "hơn": ABOVE, "cao hơn": ABOVE, "lớn hơn": ABOVE, "nhiều hơn": ABOVE, "vượt": ABOVE,
    "vượt trên": ABOVE, "vượt hơn": ABOVE, "dưới": BELOW, "chưa đến": BELOW, "chưa tới": BELOW,
    "thấp hơn": BELOW, "ít hơn": BELOW, "nhỏ hơn": BELOW, "gần": NEARLY, "khoảng": ABOUT, "xấp xỉ": ABOUT,
    "chừng": ABOUT, "ước": ABOUT, "ước đạt": ABOUT, "ít nhất": AT_LEAST, "tối thiểu": AT_LEAST,
    "không quá": AT_MOST, "tối đa": AT_MOST, "đạt": EQUAL, "chiếm": EQUAL, "là": EQUAL, "bằng": EQUAL,
}  # fmt: skip
LEADS = ("tăng", "giảm", "gấp", "vượt", "chiếm")
FILLER = r"(?:\s+(?:kế hoạch|chỉ tiêu|mục tiêu|mức|con số|được|tới|đến|thêm|trưởng|lên|xuống|còn))*\s*$"
LEANING = re.compile(
    r"(?<!\w)(?:(?P<loose>gần|hơn|khoảng|xấp xỉ)\s+(?=gấp))?"
    r"(?:(?P<lead>tăng|giảm|gấp|vượt|đạt|chiếm)(?:\s+(?:thêm|trưởng))?\s+)?"
    rf"(?P<word>{'|'.join(sorted(COMPARATORS, key=len, reverse=True))}|tăng|giảm|gấp|trị giá){FILLER}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quantity:
    """A number in a text: where it and its unit stand, what it says, and the words around it.

    `before` and `after` reach to the neighbouring quantity or clause, `so_far` is all of the sentence before.
    `lead` is tăng, giảm, gấp, vượt, đạt or chiếm; `word` the word next to the number, `comparator` the
    relation it claims; `phrase_start` is where these words begin.
    """

    start: int
    end: int
    written: str
    number: Decimal | None
    decimals: int
    unit: Unit | None
    unit_written: str
    before: str = ""
    so_far: str = ""
    after: str = ""
    lead: str = ""
    word: str = ""
    comparator: str = EQUAL
    phrase_start: int = 0


def quantities_in(text: str, start: int, end: int) -> list[Quantity]:
    """The quantities of the sentence `text[start:end]`, in their order."""
    bare = [each for each in _numbers(text, start, end) if not _is_a_name(text, each)]
    bare = sorted([*bare, *_multiples(text, start, end)], key=lambda each: each.start)
    taken = [_with_inherited_unit(text, each, bare[n + 1 :]) for n, each in enumerate(bare)]
    lefts = [start, *(each.end for each in taken)]
    rights = [*(each.start for each in taken[1:]), end]
    worded: list[Quantity] = []
    for each, left, right in zip(taken, lefts, rights, strict=False):
        leaning = _with_words(text, each, left, right, start)
        worded.append(_with_inherited_lead(text, leaning, worded[-1] if worded else None))
    return worded


def _numbers(text: str, start: int, end: int) -> Iterator[Quantity]:
    for found in NUMBER.finditer(text, start, end):
        reading = read_number(found[0], Style.VI)
        if reading.problem is Problem.NOT_A_NUMBER:
            continue
        unit, unit_end = unit_at(text, found.end())
        decimals = len(found[0].partition(",")[2])
        written = text[found.end() : unit_end].strip()
        yield Quantity(found.start(), unit_end, found[0], reading.number, decimals, unit, written)


def _multiples(text: str, start: int, end: int) -> Iterator[Quantity]:
    for found in MULTIPLE.finditer(text, start, end):
        number = MULTIPLES[found[1].lower()]
        yield Quantity(found.start(), found.end(), found[1], number, 1, Unit(TIMES, Decimal(1)), "")


def _is_a_name(text: str, each: Quantity) -> bool:
    if NAMES_AFTER.match(text, each.end):
        return True
    before = text[max(0, each.start - 20) : each.start]
    if NAMES_BEFORE.search(before) and SHORT.fullmatch(each.written):
        return each.unit is None or each.unit.factor == 1
    return each.unit is None and bool(PERHAPS_NAMES_BEFORE.search(before))


def _with_inherited_unit(text: str, each: Quantity, following: list[Quantity]) -> Quantity:
    """«từ 66.401 lên 69.448 tỷ đồng»: the first number has the unit of the second."""
    if (
        each.unit is None
        and following
        and re.fullmatch(r"\s+(?:lên|xuống|còn|đến)\s+", text[each.end : following[0].start])
    ):
        return replace(each, unit=following[0].unit)
    return each


def _with_words(text: str, each: Quantity, left: int, right: int, start: int) -> Quantity:
    """`left` and `right` are where the neighbouring quantities end and begin, `start` where the sentence does."""
    before = _last_clause(text[left : each.start])
    stop = CLAUSE_END.search(text, each.end, right)
    lead, word, word_start = _leaning_words(before)
    return replace(
        each,
        before=before,
        so_far=text[start : each.start],
        after=text[each.end : stop.start() if stop else right],
        lead=lead,
        word=word,
        comparator=COMPARATORS.get(word, EQUAL),
        phrase_start=each.start if word_start is None else each.start - len(before) + word_start,
    )


def _last_clause(text: str) -> str:
    ends = [found.end() for found in CLAUSE_END.finditer(text)]
    return text[ends[-1] if ends else 0 :]


def _leaning_words(before: str) -> tuple[str, str, int | None]:
    found = LEANING.search(before)
    if not found:
        return "", "", None
    word, lead = found["word"].lower(), (found["lead"] or "").lower()
    return (word if word in LEADS else lead), (found["loose"] or word).lower(), found.start()


def _with_inherited_lead(text: str, each: Quantity, previous: Quantity | None) -> Quantity:
    """«tăng 3.047 tỷ đồng (4,6%)»: the second number is of the same rise as the first."""
    if previous is None or each.lead or previous.lead not in ("tăng", "giảm"):
        return each
    same = SAME_AS_BEFORE.fullmatch(text[previous.end : each.start])
    return replace(each, lead=previous.lead) if same else each
