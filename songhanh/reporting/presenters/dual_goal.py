"""The dual-goal report's text, drafted from the figures; officers edit it, the wording check watches it.

A block is ``{"kind": "heading" | "paragraph" | "table", "text": …}``; the table is made anew from the figures.
Sentences about numbers that are not in the system are left out: nothing is invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from songhanh.reporting.presenters.figures import ShownFigure
from songhanh.reporting.presenters.year_part import year_part
from songhanh.rules.formats import format_figure, format_number, format_percent, round_half_up
from songhanh.rules.periods import Period, PeriodKind

Figures = Mapping[str, ShownFigure]
Block = dict[str, str]

MAIN_TABLE = ("revenue", "export", "import", "budget_payment", "new_jobs", "labour_total", "income_avg")
# Units as sentences say them.
SPOKEN = {"tỷ VND": "tỷ đồng", "triệu VND": "triệu đồng", "triệu VND/người": "triệu đồng/người"}
COMPARED = ("revenue", "export", "budget_payment")
BOTH_YEARS = "có số cả hai kỳ"
ALIKE = "tính riêng"
NEXT_YEAR = ("revenue", "export", "budget_payment", "new_jobs")


@dataclass(frozen=True)
class Standing:
    """On how many reports a document stands, and how many it lacks."""

    counted: int
    missing: int

    @property
    def owed(self) -> int:
        """How many there should be."""
        return self.counted + self.missing


def draft(
    figures: Figures,
    period: Period,
    next_year: Mapping[str, Decimal],
    standing: Standing | None = None,
    until: date | None = None,
) -> list[Block]:
    """The blocks of a fresh draft; where reports are missing it begins by saying so.

    `until` (exclusive) is the day to which there are figures; None: the whole period.
    """
    plan = _plan_of(period, until or period.end)
    return [
        *_paragraphs(_lacking(standing) if standing else ""),
        _heading("I. An toàn"),
        *_paragraphs(_vaccination(figures), _labour(figures), _watch(figures)),
        _heading("II. Sản xuất"),
        *_paragraphs(
            *(_result(figures, code, period, plan) for code in ("revenue", "export", "budget_payment"))
        ),
        *_paragraphs(_new_jobs(figures, plan), _compared(figures, period)),
        {"kind": "table", "text": "main"},
        *_section(
            "III. Hỗ trợ người lao động và doanh nghiệp",
            _support_116(figures),
            _support_68(figures),
            _union(figures),
        ),
        *_section(f"IV. Chỉ tiêu năm {period.year + 1}", _targets(figures, next_year, period)),
    ]


def spoken_unit(unit: str) -> str:
    """«tỷ VND» as «tỷ đồng»."""
    return SPOKEN.get(unit, unit)


def amount(figure: ShownFigure) -> str:
    """«69.448 tỷ đồng»; empty where there is no number."""
    return "" if figure.value is None else f"{plain(figure)} {spoken_unit(figure.unit)}"


def plain(figure: ShownFigure) -> str:
    """«69.448»."""
    return "" if figure.value is None else format_figure(figure.value, figure.decimals)


def share(part: Decimal, whole: Decimal) -> str:
    """A share with one decimal, or two where the second decides: 98,196 → «98,2%», 92,237 → «92,24%»."""
    exact = part / whole * 100
    one = round_half_up(exact, 1)
    return format_percent(exact, 1 if abs(exact - one) < Decimal("0.01") else 2)


def _lacking(standing: Standing) -> str:
    if not standing.missing:
        return ""
    return (
        f"Báo cáo này lập trên {format_number(standing.counted)} trong số {format_number(standing.owed)} báo cáo "
        f"phải nộp của kỳ; còn thiếu {format_number(standing.missing)} báo cáo. Số liệu dưới đây là tổng của các báo "
        "cáo đã có, chưa phải của toàn bộ doanh nghiệp."
    )


def _vaccination(figures: Figures) -> str:
    total, reached = _value(figures, "labour_total"), _value(figures, "vaccinated_at_least_one")
    two, one, none = (_value(figures, f"vaccinated_{name}") for name in ("two", "one_only", "none"))
    if not total or reached is None or two is None or one is None or none is None:
        return ""
    return (
        f"Đến nay, trong tổng số {format_number(total)} lao động tại các khu công nghiệp có {format_number(reached)} "
        f"người đã tiêm ít nhất một mũi vắc xin phòng COVID-19, đạt {share(reached, total)}. Trong đó "
        f"{format_number(two)} người đã tiêm đủ 2 mũi, đạt {share(two, total)}; {format_number(one)} người mới "
        f"tiêm 1 mũi, chiếm {share(one, total)}; còn {format_number(none)} người chưa tiêm, chiếm "
        f"{share(none, total)}."
    )


def _labour(figures: Figures) -> str:
    total, domestic, foreign = (
        _value(figures, code) for code in ("labour_total", "labour_domestic", "labour_foreign")
    )
    if total is None or domestic is None or foreign is None:
        return ""
    return (
        f"Hiện nay các khu công nghiệp có {format_number(total)} lao động, trong đó lao động trong nước "
        f"{format_number(domestic)} người, lao động nước ngoài {format_number(foreign)} người."
    )


def _watch(figures: Figures) -> str:
    f0, f1 = _value(figures, "cases_f0"), _value(figures, "contacts_f1")
    if f0 is None or f1 is None:
        return ""
    return f"Đang theo dõi {format_number(f0)} ca F0 và {format_number(f1)} người F1 đang cách ly."


def _result(figures: Figures, code: str, period: Period, plan: str) -> str:
    figure = figures.get(code)
    if figure is None or figure.value is None:
        return ""
    parts = [f"{figure.name} {'ước đạt' if figure.kind == 'estimate' else 'đạt'} {amount(figure)}"]
    if figure.alike is None and figure.change is not None and figure.change_pct is not None:
        word = "tăng" if figure.change >= 0 else "giảm"
        parts.append(
            f"{word} {format_figure(abs(figure.change), figure.decimals)} {spoken_unit(figure.unit)} "
            f"({format_percent(abs(figure.change_pct))}) so với {_before(period)}"
        )
    if figure.plan is not None and figure.plan_pct is not None:
        parts.append(f"đạt {format_percent(figure.plan_pct)} {plan}")
    return ", ".join(parts) + "."


def _compared(figures: Figures, period: Period) -> str:
    """Like with like: what is lacking this year is left out of last year too."""
    lines = [figures[code] for code in COMPARED if code in figures and figures[code].alike is not None]
    said = " ".join(
        _alike(figure, period) for figure in lines if figure.alike and figure.change_pct is not None
    )
    lacking = f"Chưa so sánh được với {_before(period)} vì còn thiếu báo cáo." if lines else ""
    return said or lacking


def _alike(figure: ShownFigure, period: Period) -> str:
    change, share = figure.change or Decimal(0), format_percent(abs(figure.change_pct or Decimal(0)))
    by = f"{format_figure(abs(change), figure.decimals)} {spoken_unit(figure.unit)} ({share})"
    moved = f"{'tăng' if change > 0 else 'giảm'} {by}" if change else "không thay đổi"
    return (
        f"Tính riêng {format_number(figure.alike or 0)} doanh nghiệp {BOTH_YEARS}, "
        f"{figure.name[0].lower()}{figure.name[1:]} {moved} so với {_before(period)}."
    )


def _new_jobs(figures: Figures, plan: str) -> str:
    figure = figures.get("new_jobs")
    if figure is None or figure.value is None:
        return ""
    planned = f", đạt {format_percent(figure.plan_pct)} {plan}" if figure.plan_pct is not None else ""
    return f"Giải quyết việc làm mới cho {plain(figure)} lao động{planned}."


def _support_116(figures: Figures) -> str:
    people, money = (
        _part(figures, "support_paid_people", "NQ116"),
        _part(figures, "support_paid_amount", "NQ116"),
    )
    if not people or money is None:
        return ""
    return (
        f"Theo Nghị quyết 116/NQ-CP, {format_number(people)} người lao động được hỗ trợ với tổng số tiền "
        f"{format_figure(money / 1000, 3)} tỷ đồng."
    )


def _support_68(figures: Figures) -> str:
    dossiers = _value(figures, "support_dossiers")
    people, money = (
        _part(figures, "support_paid_people", "NQ68"),
        _part(figures, "support_paid_amount", "NQ68"),
    )
    if dossiers is None or people is None or money is None:
        return ""
    return (
        f"Theo Nghị quyết 68/NQ-CP, Ban đã chuyển {format_number(dossiers)} hồ sơ, có {format_number(people)} người "
        f"được chi trả {format_figure(money, 3)} triệu đồng."
    )


def _union(figures: Figures) -> str:
    gifts, money = figures.get("union_gifts"), figures.get("union_gift_amount")
    if gifts is None or money is None or not gifts.value or money.value is None:
        return ""
    return f"Công đoàn các khu công nghiệp đã trao {plain(gifts)} suất quà trị giá {amount(money)}."


def _targets(figures: Figures, next_year: Mapping[str, Decimal], period: Period) -> str:
    named = [
        f"{figures[code].name[0].lower()}{figures[code].name[1:]} "
        f"{format_figure(next_year[code], figures[code].decimals)} {spoken_unit(figures[code].unit)}"
        for code in NEXT_YEAR
        if code in next_year and code in figures
    ]
    return f"Phấn đấu năm {period.year + 1}: {', '.join(named)}." if named else ""


def _before(period: Period) -> str:
    return f"năm {period.year - 1}" if period.kind is PeriodKind.YEAR else f"cùng kỳ năm {period.year - 1}"


def _plan_of(period: Period, until: date) -> str:
    return f"kế hoạch năm {period.year} {year_part(period, until)}".strip()


def _value(figures: Figures, code: str) -> Decimal | None:
    return figures[code].value if code in figures else None


def _part(figures: Figures, code: str, programme: str) -> Decimal | None:
    return next((v for p, v in figures[code].parts if p == programme), None) if code in figures else None


def _heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def _paragraphs(*texts: str) -> Iterator[Block]:
    return ({"kind": "paragraph", "text": text} for text in texts if text)


def _section(title: str, *texts: str) -> list[Block]:
    paragraphs = list(_paragraphs(*texts))
    return [_heading(title), *paragraphs] if paragraphs else []
