"""How far a device's clock is off, in words: «chậm 3,0 giờ»."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from songhanh.core.templatetags.vietnamese import number

EXACT = 1.0  # seconds; a message on its way takes about as long
WORTH_SETTING = 120.0  # seconds from which somebody should set the clock
UNITS = (  # each is used until it counts 120
    (1.0, noop("%(count)s giây")),
    (60.0, noop("%(count)s phút")),
    (3_600.0, noop("%(count)s giờ")),
    (86_400.0, noop("%(count)s ngày")),
)


def drift_words(seconds: float) -> str:
    """`seconds` as the device's clock is slow; less than 0 where it is fast."""
    size = abs(seconds)
    if size < EXACT:
        return _("đúng giờ")
    unit, words = next((each for each in UNITS if size < 120 * each[0]), UNITS[-1])
    amount = _(words) % {"count": number(round(size / unit, 1), 1)}
    return (
        _("chậm %(amount)s") % {"amount": amount}
        if seconds > 0
        else _("nhanh %(amount)s") % {"amount": amount}
    )
