"""The one page for the morning meeting, made of a report's sealed figures."""

from songhanh.definitions.authority import authority_on
from songhanh.documents.models import DocumentState
from songhanh.documents.rendering.morning import MorningContent, MorningFigure, MorningSide
from songhanh.reporting.presenters.content import Reported
from songhanh.reporting.presenters.dual_goal import plain, share, spoken_unit
from songhanh.reporting.presenters.figures import ShownFigure
from songhanh.rules.formats import format_date, format_figure, format_number, format_percent

SAFETY = ("vaccinated_at_least_one", "vaccinated_two", "vaccinated_none", "cases_f0", "contacts_f1")
PRODUCTION = ("revenue", "export", "budget_payment", "new_jobs", "labour_total")
NO_NUMBER = "–"


def morning_content(reported: Reported, *, notice: str, origin: str) -> MorningContent:
    """Both goals, each with its finding as a sentence and its figures."""
    figures, consolidation = reported.figures, reported.consolidation
    authority = authority_on(consolidation.as_of.date())
    return MorningContent(
        authority=authority.name,
        title=f"Mục tiêu kép {reported.period.label_vi()}",
        as_of=f"Số liệu chốt {format_date(consolidation.as_of.date())}, tổng hợp {consolidation.number}",
        safety=MorningSide(safety_finding(figures), _lines(figures, SAFETY, origin)),
        production=MorningSide(
            production_finding(figures, part=reported.year_part),
            _lines(figures, PRODUCTION, origin),
            notes=_missing(reported),
        ),
        address=origin,
        watermark="" if reported.document.state == DocumentState.APPROVED else "DỰ THẢO",
        notice=notice,
    )


def safety_finding(figures: dict[str, ShownFigure]) -> str:
    """«98,2% lao động đã tiêm, 784 người chưa tiêm»; the measure's name where there is no number."""
    total, reached, none = (
        figures.get(code) for code in ("labour_total", "vaccinated_at_least_one", "vaccinated_none")
    )
    if not (
        total and reached and none and total.value and reached.value is not None and none.value is not None
    ):
        return "An toàn phòng, chống dịch"
    left = f"còn {format_number(none.value)} người chưa tiêm" if none.value else "không còn người chưa tiêm"
    return f"{share(reached.value, total.value)} lao động đã tiêm, {left}"


def production_finding(figures: dict[str, ShownFigure], *, part: str) -> str:
    """«Doanh thu vượt kế hoạch năm, tăng 4,6%»; `part` of a year says how much of it (empty: all)."""
    revenue = figures.get("revenue")
    if revenue is None or revenue.value is None:
        return "Sản xuất, kinh doanh"
    if revenue.plan_pct is None:
        planned = f"Doanh thu {plain(revenue)} {spoken_unit(revenue.unit)}"
    elif not part and revenue.plan_pct > 100:
        planned = "Doanh thu vượt kế hoạch năm"
    else:
        planned = f"Doanh thu đạt {format_percent(revenue.plan_pct)} kế hoạch năm {part}".strip()
    if revenue.change_pct is None or revenue.alike is not None:
        return planned
    return f"{planned}, {'tăng' if revenue.change_pct >= 0 else 'giảm'} {format_percent(abs(revenue.change_pct))}"


def _lines(figures: dict[str, ShownFigure], codes: tuple[str, ...], origin: str) -> tuple[MorningFigure, ...]:
    return tuple(
        _line(figures[code], origin) for code in codes if code in figures and figures[code].value is not None
    )


def _line(figure: ShownFigure, origin: str) -> MorningFigure:
    return MorningFigure(
        label=figure.name,
        value=plain(figure),
        unit=spoken_unit(figure.unit),
        before=NO_NUMBER
        if figure.previous is None or figure.alike is not None
        else format_figure(figure.previous, figure.decimals),
        change=NO_NUMBER
        if figure.change_pct is None or figure.alike is not None
        else format_percent(figure.change_pct),
        plan_share=NO_NUMBER if figure.plan_pct is None else format_percent(figure.plan_pct),
        share=None if figure.plan_pct is None else float(figure.plan_pct),
        estimate=figure.kind == "estimate",
        url=origin + figure.url,
    )


def _missing(reported: Reported) -> tuple[str, ...]:
    missing = len(reported.consolidation.missing)
    return (f"Còn {format_number(missing)} báo cáo chưa có số khi chốt",) if missing else ()
