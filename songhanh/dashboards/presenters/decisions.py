"""What waits for a decision: documents to sign first, then what is overdue, then what the officers still hold."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.templatetags.vietnamese import datetime as moment_words
from songhanh.core.templatetags.vietnamese import deadline, number
from songhanh.dashboards.presenters.outbreaks import OutbreakRow
from songhanh.dashboards.presenters.standing_months import Morning
from songhanh.documents.models import DocumentState, OfficialDocument
from songhanh.reporting.models import Consolidation, Obligation
from songhanh.reporting.queries.names import period_name
from songhanh.reporting.queries.periods import form_and_period
from songhanh.reporting.queries.standing import overdue_reports, waiting_since

SUBJECT = "reporting.consolidation:"


@dataclass(frozen=True, slots=True)
class Decision:
    """When (`urgent`: past its time), what, what is known about it, the button that opens it."""

    when: str
    urgent: bool
    title: str
    detail: str
    url: str
    button: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The decisions; `to_sign` of them are documents; `next_deadline` is said when nothing waits."""

    decisions: tuple[Decision, ...]
    to_sign: int
    next_deadline: str


def waiting(morning: Morning, by: Actor, moment: datetime) -> Waiting:
    """As of `moment`; only what the reader may open."""
    documents = _documents(by, moment)
    found = [_document(document, by) for document in documents]
    if morning.opens:
        found += _overdue(morning, moment)
        if morning.as_of is None:
            found += _unreviewed(morning)
    return Waiting(tuple(found), len(documents), "" if found else _next_deadline(morning, moment))


def with_outbreaks(waits: Waiting, rows: Sequence[OutbreakRow]) -> Waiting:
    """People who may be ill come before papers."""
    first = [Decision(row.when, False, row.title, row.detail, row.url, row.button) for row in rows]
    return replace(waits, decisions=(*first, *waits.decisions))


def newest_morning_sheet(by: Actor, moment: datetime) -> str:
    """The A4 page of the newest report that had been consolidated by then; empty where there is none."""
    if not by.scope.whole or not (by.may(Permission.DOCUMENTS_READ) or by.may(Permission.CONSOLIDATE)):
        return ""
    made = Consolidation.objects.filter(made_at__lte=moment).order_by("-made_at", "-pk")
    uuid = made.values_list("uuid", flat=True).first()
    if uuid is None or not OfficialDocument.objects.filter(subject=f"{SUBJECT}{uuid}").exists():
        return ""
    return reverse("reporting:consolidation_file", args=[uuid, "a4"])


def _documents(by: Actor, moment: datetime) -> Sequence[OfficialDocument]:
    if not by.scope.whole or not by.may(Permission.DOCUMENTS_READ):
        return []
    rows = OfficialDocument.objects.filter(subject__startswith=SUBJECT, submitted_at__lte=moment)
    unsigned = Q(state=DocumentState.SUBMITTED) | Q(approved_at__gt=moment)
    return list(rows.filter(unsigned).select_related("submitted_by").order_by("submitted_at"))


def _document(document: OfficialDocument, by: Actor) -> Decision:
    who = str(document.submitted_by) if document.submitted_by else ""
    return Decision(
        when=_("Trình lúc %(at)s") % {"at": moment_words(document.submitted_at)},
        urgent=False,
        title=document.abstract,
        detail=" · ".join(part for part in (_("văn bản chờ ký"), who) if part),
        url=reverse("reporting:consolidation", args=[document.subject.removeprefix(SUBJECT)]),
        button=_("Xem và ký") if by.may(Permission.DOCUMENTS_SIGN) else _("Xem văn bản"),
    )


def _overdue(morning: Morning, moment: datetime) -> list[Decision]:
    rows = overdue_reports(scope=morning.scope, at=moment).values_list("form_code", "period_code", "due_at")
    listed = list(rows)
    groups = Counter((form, period) for form, period, _due in listed)
    return [
        Decision(
            when=_("Hạn %(due)s")
            % {"due": deadline(min(d for f, p, d in listed if (f, p) == (form, period)))},
            urgent=True,
            title=_("%(count)s báo cáo quá hạn: %(form)s")
            % {"count": number(count), "form": _name(form, period)},
            detail=_("chưa nộp, chưa có số trong tổng hợp"),
            url=reverse("reporting:collection", args=[form, period]),
            button=_("Xem ai chưa nộp"),
        )
        for (form, period), count in groups.most_common(2)
    ]


def _unreviewed(morning: Morning) -> list[Decision]:
    filed = waiting_since(scope=morning.scope)
    if not filed:
        return []
    return [
        Decision(
            when=_("Nộp sớm nhất %(at)s") % {"at": moment_words(filed[0])},
            urgent=False,
            title=_("%(count)s báo cáo chờ chuyên viên duyệt") % {"count": number(len(filed))},
            detail=_("duyệt xong là số vào màn hình này ngay"),
            url=f"{reverse('reporting:reports')}?state=SUBMITTED",
            button=_("Xem tình hình duyệt"),
        )
    ]


def _name(form_code: str, period_code: str) -> str:
    form, period = form_and_period(form_code, period_code)
    return f"{form_code if '.' in form_code else form.name.lower()}, {period_name(period)}"


def _next_deadline(morning: Morning, moment: datetime) -> str:
    due = (
        Obligation.objects.visible_to(morning.scope)
        .filter(due_at__gte=moment)
        .order_by("due_at")
        .values_list("due_at", "form_code", "period_code")
        .first()
    )
    if due is None:
        return ""
    return _("Hạn tới: %(form)s, %(due)s.") % {
        "form": _name(due[1], due[2]),
        "due": deadline(timezone.localtime(due[0])),
    }
