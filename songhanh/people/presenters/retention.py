"""How long what is kept, in the reader's language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from songhanh.definitions.retention import kept
from songhanh.people.presenters.persons import language


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One kind of data: for how long, by what it goes, who says so."""

    name: str
    long: str
    means: str
    source: str


def kept_rows(months: int) -> list[KeptRow]:
    """All kinds; `months` are those in force for people, and the most for what names them."""
    epidemic = int(settings.KEEP_EPIDEMIC_MONTHS) or kept()["epidemic"].months
    guests = int(settings.KEEP_GUESTS_MONTHS) or kept()["guests"].months
    in_force = {"people": months, "epidemic": min(epidemic, months), "guests": guests}
    english = language() == "en"
    rows = []
    for each in kept().values():
        since = each.since_en if english else each.since
        long = (
            _("%(months)s tháng %(since)s") % {"months": in_force.get(each.code, each.months), "since": since}
            if each.months
            else since
        )
        rows.append(
            KeptRow(
                each.name_en if english else each.name,
                long,
                each.means_en if english else each.means,
                each.source_en if english else each.source,
            )
        )
    return rows
