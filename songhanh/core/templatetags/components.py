"""Tags for the parts of a page: icons, state tags."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from songhanh.core.ui.icons import icon_svg
from songhanh.core.ui.states import STATES

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "print" %}`; a word stands beside it."""
    return mark_safe(icon_svg(name))


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
