"""Time together in words: «7 giờ 40», «35 phút»."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.core.templatetags.vietnamese import number

HOUR = 60


def minutes_words(minutes: int) -> str:
    """Whole minutes as people say them."""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(minutes)s phút") % {"minutes": number(rest)}
    if not rest:
        return ngettext("%(hours)s giờ", "%(hours)s giờ", hours) % {"hours": number(hours)}
    return _("%(hours)s giờ %(minutes)s") % {"hours": number(hours), "minutes": f"{rest:02d}"}


def minutes_range(minutes: Iterable[int]) -> str:
    """From the shortest to the longest; one figure where they are alike, «–» for nobody."""
    listed = list(minutes)
    if not listed:
        return "–"
    shortest, longest = minutes_words(min(listed)), minutes_words(max(listed))
    return shortest if shortest == longest else f"{shortest} – {longest}"
