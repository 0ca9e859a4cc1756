"""Reading the register."""

from datetime import date

from django.db.models import Prefetch, Q

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import (
    Assignment,
    ContactPoint,
    Enterprise,
    GroupMembership,
    InvestmentCertificate,
    Project,
    WorkingGroup,
)


def enterprises(scope: Scope, *, on: date) -> RecordQuerySet[Enterprise]:
    """The enterprises in `scope`, with their parks and who is in charge on that day."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    in_charge = Assignment.objects.filter(held).select_related("officer").order_by("substitute", "since")
    rows = Enterprise.objects.visible_to(scope).select_related("park")
    return rows.prefetch_related(Prefetch("assignments", queryset=in_charge, to_attr="in_charge"))


def called(word: str) -> Q:
    """Whose name or code holds a folded word; a short number only by itself, or every tax code would hold it."""
    if not (word.isdecimal() and len(word) <= 3):
        return Q(name_key__contains=word) | Q(code__contains=word)
    alone = Q(name_key__contains=f" {word} ") | Q(name_key__endswith=f" {word}")
    return alone | Q(name_key__startswith=f"{word} ") | Q(code__contains=word)


def contacts(enterprise: Enterprise, *, on: date) -> RecordQuerySet[ContactPoint]:
    """Whom to call on that day."""
    return ContactPoint.objects.filter(Q(until=None) | Q(until__gt=on), enterprise=enterprise, since__lte=on)


def projects(enterprise: Enterprise) -> RecordQuerySet[Project]:
    """Its projects with their certificates, the newest amendment last."""
    return Project.objects.filter(enterprise=enterprise).prefetch_related("certificates")


def newest_certificate(project: Project) -> InvestmentCertificate | None:
    """The certificate, or the last amendment of it, that holds now."""
    rows = InvestmentCertificate.objects.filter(project=project)
    return rows.order_by("issued_on", "amendment").last()


def groups(scope: Scope) -> RecordQuerySet[WorkingGroup]:
    """Working groups with their members, those who lead first; only for who sees the whole authority."""
    members = GroupMembership.objects.select_related("officer").order_by("-leads", "since", "pk")
    rows = WorkingGroup.objects.visible_to(scope)
    return rows.prefetch_related(Prefetch("memberships", queryset=members, to_attr="members"))


def in_charge(scope: Scope) -> RecordQuerySet[Assignment]:
    """Who has been, is and will be in charge of what."""
    rows = Assignment.objects.visible_to(scope)
    return rows.select_related("enterprise__park", "officer", "group")
