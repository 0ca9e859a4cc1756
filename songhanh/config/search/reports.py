"""Reports and what is made from them: consolidations with their documents, targets."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.config.search.answer import Group, Hit, Sought, group
from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.states import STATES
from songhanh.documents.models import OfficialDocument
from songhanh.reporting.models import Obligation, Target
from songhanh.reporting.presenters.states import shown_state
from songhanh.reporting.presenters.targets import target_name, target_url
from songhanh.reporting.queries.checking import period_of
from songhanh.reporting.queries.consolidations import Line, consolidations
from songhanh.reporting.queries.names import address, short_title, spoken_unit
from songhanh.reporting.queries.searching import with_words
from songhanh.reporting.queries.targets import targets_found


def reports(sought: Sought) -> Group:
    """«mẫu 12 T12/2021», «an toàn quý IV/2021», a receipt: the latest due first."""
    rows = with_words(Obligation.objects.visible_to(sought.by.scope), sought.text)
    keys = list(rows.order_by("-due_at", "pk").values_list("pk", flat=True)[: sought.limit + 1])
    dressed = Obligation.objects.filter(pk__in=keys).select_related("enterprise", "project", "latest")
    hits = (_report(row, sought) for row in dressed.order_by("-due_at", "pk"))
    return group("reports", gettext_lazy("Báo cáo"), hits, sought, _url("reports", q=sought.text))


def documents(sought: Sought) -> Group:
    """Consolidations and the reports made from them."""
    lines = consolidations(sought.by.scope, sought.text)
    hits = (_consolidation(line) for line in lines[: sought.limit + 1])
    all_url = _url("consolidations", q=sought.text)
    return group("documents", gettext_lazy("Tổng hợp và văn bản"), hits, sought, all_url)


def targets(sought: Sought) -> Group:
    """Plan figures, the newest year first."""
    found = targets_found(sought.by.scope, sought.text, sought.limit + 1)
    year = {"year": str(found[0].year)} if found else {}
    hits = (_target(target) for target in found)
    all_url = _url("targets", **year, q=sought.text)
    return group("targets", gettext_lazy("Chỉ tiêu kế hoạch"), hits, sought, all_url)


def _report(row: Obligation, sought: Sought) -> Hit:
    owner = f"{row.enterprise} · {row.project.name}" if row.project else str(row.enterprise)
    receipt = f" · {row.latest.receipt}" if row.latest else ""
    code, more = shown_state(row, sought.now)
    state = f"{STATES[code].word} {more}".strip()
    return Hit(short_title(row, period_of(row)), f"{owner} · {state}{receipt}", address(row))


def _consolidation(line: Line) -> Hit:
    row, document = line
    said = f"{document.abstract} · {_signed(document)}" if document else ""
    return Hit(row.number, said, reverse("reporting:consolidation", args=[row.uuid]))


def _signed(document: OfficialDocument) -> str:
    state = str(document.get_state_display())
    return f"{state}, {_('số')} {document.number:02d}/{document.symbol}" if document.number else state


def _target(row: Target) -> Hit:
    value = f"{number(row.value)} {spoken_unit(row.unit)}"
    return Hit(target_name(row), f"{value} · {row.decision_number}", target_url(row))


def _url(page: str, **asked: str) -> str:
    return f"{reverse(f'reporting:{page}')}?{urlencode(asked)}"
