"""Tags for the parts of a page: icons, state tags, charts, figures that open."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import blank_to_none, language, number
from songhanh.core.ui.charts.bullet import Bullet
from songhanh.core.ui.charts.draw import draw as draw_chart
from songhanh.core.ui.charts.small import History, Progress
from songhanh.core.ui.charts.sparkline import Sparkline
from songhanh.core.ui.charts.stack import STATE_LOOKS, Part, Stack
from songhanh.core.ui.charts.svg import Goal
from songhanh.core.ui.days import DayInput
from songhanh.core.ui.icons import icon_svg
from songhanh.core.ui.states import STATES

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "print" %}`; a word stands beside it."""
    return mark_safe(icon_svg(name))


@register.simple_tag(takes_context=True)
def about_enterprise(context: template.Context, code: str) -> Sequence[tuple[Any, str]]:
    """`{% about_enterprise enterprise.code as links %}`: (label, address) of what else there is of it."""
    return context["about_enterprise"](code)  # type: ignore[no-any-return]


@register.simple_tag
def state_tag(state: str, detail: Any = "", word: Any = "") -> SafeString:
    """`{% state_tag "RETURNED" "2 ngày" %}`: the shape, the word (or another `word`), a detail after it."""
    shown = STATES[state]
    return format_html(
        '<span class="tag tag--{}">{}{}{}</span>',
        shown.tone,
        icon(shown.icon),
        word or shown.word,
        f" {detail}" if detail else "",
    )


@register.simple_tag
def options(choices: Sequence[Any]) -> SafeString:
    """The options of a select out of (value, label, chosen): a list may offer a thousand enterprises."""
    return mark_safe(
        "".join(
            f'<option value="{escape(str(each.value))}"{" selected" if each.chosen else ""}>'
            f"{escape(str(each.label))}</option>"
            for each in choices
        )
    )


@register.simple_tag
def day_input(name: str, value: Any, anchor: str, last: date | None = None) -> SafeString:
    """`{% day_input "on" moment "on" last=today %}`: a day in a form that a template writes itself."""
    attrs = {"id": anchor, "max": f"{last:%Y-%m-%d}" if last else ""}
    return DayInput().render(name, value, attrs)


@register.simple_tag
def draw(chart: object) -> SafeString:
    """Any chart that a presenter has made."""
    return mark_safe(draw_chart(chart))


@register.simple_tag
def sparkline(values: Sequence[Any], goal: str, sentence: str) -> SafeString:
    """`{% sparkline row.days "safe" "14 ngày: từ 93,8% xuống 89,6%" %}`."""
    return draw(Sparkline(values, Goal(goal), sentence))


@register.simple_tag
def bullet(
    actual: Any,
    plan: Any,
    last_year: Any,
    goal: str,
    *,
    unit: str = "",
    sentence: str = "",
    estimate: bool = False,
) -> SafeString:
    """`{% bullet 69448 60000 66401 "prod" unit="tỷ đồng" %}`; `sentence` replaces the usual words."""
    actual, plan, last_year = (blank_to_none(value) for value in (actual, plan, last_year))
    said = sentence or _("Đạt %(actual)s, kế hoạch %(plan)s, năm trước %(last)s %(unit)s") % {
        "actual": number(actual),
        "plan": number(plan),
        "last": number(last_year),
        "unit": unit,
    }
    return draw(Bullet(actual, plan, last_year, Goal(goal), said.strip(), estimate))


@register.simple_tag
def state_bar(counts: dict[str, int], height: int = 16) -> SafeString:
    """Reports by state as one stacked bar; `counts` by the codes of `STATE_LOOKS`."""
    shown = [(code, counts.get(code, 0)) for code in STATE_LOOKS]
    sentence = ", ".join(f"{number(count)} {str(STATES[code].word).lower()}" for code, count in shown)
    parts = [Part(str(STATES[code].word), count, STATE_LOOKS[code]) for code, count in shown]
    return draw(Stack(parts, sentence, height))


@register.simple_tag
def progress(done: int, total: int) -> SafeString:
    """«31 / 42» as a small bar; the figures stand beside it."""
    return _progress(done, total, language())


@register.simple_tag
def history(outcomes: Sequence[str]) -> SafeString:
    """Past periods, oldest first, of ON_TIME, LATE, MISSING, EXEMPT."""
    return _history(tuple(outcomes), language())


# A list draws the same few pictures in every row; what they show and the reader's language are all they depend on.
@lru_cache(maxsize=1024)
def _progress(done: int, total: int, _language: str) -> SafeString:
    said = _("%(done)s trong %(total)s") % {"done": number(done), "total": number(total)}
    return draw(Progress(done, total, said))


@lru_cache(maxsize=1024)
def _history(outcomes: tuple[str, ...], _language: str) -> SafeString:
    words = {"ON_TIME": _("đúng hạn"), "LATE": _("muộn"), "MISSING": _("không nộp"), "EXEMPT": _("được miễn")}
    said = ", ".join(words[outcome] for outcome in outcomes)
    return draw(History(outcomes, _("%(count)s kỳ trước: %(said)s") % {"count": len(outcomes), "said": said}))


@register.simple_tag
def figure(text: str, url: str, css: str = "") -> SafeString:
    """A figure that opens its source: a link, which the script opens in `#source` beside the page."""
    if not url:
        return format_html("{}", text)
    return format_html('<a class="fig {}" href="{}" data-opens="source">{}</a>', css, url, text)


@register.filter
def goal_word(goal: str) -> str:
    """«An toàn» or «Sản xuất»."""
    return _("An toàn") if goal == Goal.SAFETY else _("Sản xuất")
