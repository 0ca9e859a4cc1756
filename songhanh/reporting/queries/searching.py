"""Finding reports by words: who, which form, which period («T12/2021»), which receipt."""

import re
from functools import cache
from typing import Any

from django.db.models import Q

from songhanh.definitions.forms import form_codes, report_forms
from songhanh.definitions.units import fold
from songhanh.enterprises.models import Enterprise, Project
from songhanh.enterprises.queries import called
from songhanh.reporting.models import ReportVersion
from songhanh.rules.periods import ROMAN

YEAR = r"(?P<year>20[0-9]{2})"
RECEIPT = re.compile(r"(?<![\w-])BC-20[0-9]{2}[0-9a-z-]*-[0-9]{4,}(?![\w-])", re.IGNORECASE)
# What a piece of a period's code can be («2021», «12», «q4», «2021-h»): no other word is in one.
PERIOD_PART = re.compile(r"[0-9]{1,2}|20[0-9]{1,2}|0[0-9]{2}|[hq][0-9]?|[0-9hq]*-[0-9hq-]*")
# Every way of writing a period, and the code it begins with; the first that fits is taken.
WRITTEN = tuple(
    (re.compile(rf"(?<![\w/.-]){pattern}(?![\w/-])", re.IGNORECASE), code)
    for pattern, code in (
        (rf"{YEAR}-(?P<rest>q[1-4]|h[12]|(?:0[1-9]|1[0-2])(?:-h[12])?)", "{year}-{rest}"),
        (rf"(?:tháng|thang|t)?\s*(?P<month>0?[1-9]|1[0-2])\s*[/.-]\s*{YEAR}", "{year}-{month:02d}"),
        (rf"(?:quý|quy|q)\s*(?P<quarter>[1-4]|iv|i{{1,3}})\s*[/.-]?\s*(?:năm|nam)?\s*{YEAR}", "{year}-q{quarter}"),
        (rf"6\s*(?:tháng|thang)\s*(?:đầu|dau)\s*(?:năm|nam)\s*{YEAR}", "{year}-h1"),
        (rf"6\s*(?:tháng|thang)\s*(?:cuối|cuoi)\s*(?:năm|nam)\s*{YEAR}", "{year}-h2"),
        (rf"(?:(?:năm|nam)\s*)?{YEAR}", "{year}"),
    )
)  # fmt: skip


def with_words(rows: Any, text: str) -> Any:
    """Reports of the receipts and periods in `text` in whose owner's or form's name every other word occurs.

    Names become ids first: hundreds of enterprises are read, not a hundred thousand reports with their joins;
    projects are asked for only where their enterprise does not fit by itself.
    """
    receipts = [each.upper() for each in RECEIPT.findall(text)]
    if receipts:
        versions = ReportVersion.objects.filter(receipt__in=receipts).order_by()
        # Never an empty list: an unknown receipt must cost the same questions as a foreign one.
        rows = rows.filter(pk__in=[0, *versions.values_list("obligation_id", flat=True)])
    codes, rest = periods_in(RECEIPT.sub(" ", text))
    for code in codes:
        rows = rows.filter(Q(period_code=code) | Q(period_code__startswith=f"{code}-"))
    for word in fold(rest).split():
        rows = _with_word(rows, word)
    return rows


def periods_in(text: str) -> tuple[list[str], str]:
    """The codes of the periods that `text` names, and what else it says: «mẫu T12/2021» → ["2021-12"], "mẫu  "."""
    codes: list[str] = []
    for pattern, code in WRITTEN:
        for found in pattern.finditer(text):
            codes.append(code.format(**{name: _part(part) for name, part in found.groupdict().items()}))
        text = pattern.sub(" ", text)
    return codes, text


@cache
def _form_words(code: str) -> frozenset[str]:
    """The words of a form's names: «sản xuất», «an toàn», «A.III.1»."""
    names = [name for form in report_forms() if form.code == code for name in (form.name, form.name_en)]
    return frozenset(fold(" ".join(("báo cáo", code, *names))).split())


def _part(text: str) -> str | int:
    """A month or quarter as codes have it, «IV» too."""
    if text.upper() in ROMAN:
        return ROMAN.index(text.upper()) + 1
    return int(text) if text.isdecimal() else text.lower()


def _of(named: Any) -> Q:
    """Reports of the `named` enterprises; for a word such as «công ty» by those few that are not called so."""
    others = Enterprise.objects.exclude(pk__in=named.values("pk"))
    ids = list(named.values_list("pk", flat=True))
    if len(ids) <= others.count():
        # Never an empty list: a name that nobody has must cost the same questions as a foreign one.
        return Q(enterprise_id__in=[0, *ids])
    return ~Q(enterprise_id__in=list(others.values_list("pk", flat=True)))


def _with_word(rows: Any, word: str) -> Any:
    forms = [code for code in form_codes() if word in _form_words(code)]
    if len(forms) == len(form_codes()):
        return rows
    named = Enterprise.objects.filter(called(word))
    fits = _of(named)
    if PERIOD_PART.fullmatch(word):
        fits |= Q(period_code__contains=word)
    if forms:
        fits |= Q(form_code__in=forms)
    others = Project.objects.filter(code__contains=word).exclude(enterprise__in=named)
    if keys := list(others.values_list("pk", flat=True)):
        fits |= Q(project_id__in=keys)
    return rows.filter(fits)
