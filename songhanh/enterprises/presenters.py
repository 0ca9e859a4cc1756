"""The register's rows as pages and the API show them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import number, signed
from songhanh.enterprises import queries
from songhanh.enterprises.models import ContactPoint, Currency, Enterprise, InvestmentCertificate, Project

STATE_LOOKS = {"COMING": "WAITING", "RUNNING": "ACTIVE", "ENDED": "INACTIVE"}


@dataclass(frozen=True, slots=True)
class PhoneBook:
    """Whom to call today (who answers for reports first), later, and whom one called before."""

    now: list[ContactPoint]
    later: list[ContactPoint]
    before: list[ContactPoint]


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate with its place in the history and what it changed against the one before."""

    certificate: InvestmentCertificate
    title: str
    capital: str
    changes: str
    newest: bool


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as of today with its certificates, the newest first."""

    project: Project
    state: str
    look: str
    capital: str
    certificates: list[CertificateRow]


def phone_book(enterprise: Enterprise, on: date) -> PhoneBook:
    """All contact points of an enterprise by what they are on that day."""
    rows = list(ContactPoint.objects.filter(enterprise=enterprise).order_by("-focal", "since", "pk"))
    ended = [row for row in rows if row.until is not None and row.until <= on]
    later = [row for row in rows if row.since > on and row not in ended]
    now = [row for row in rows if row not in ended and row not in later]
    return PhoneBook(now, later, sorted(ended, key=lambda row: (row.until, row.pk), reverse=True))


def own_projects(enterprise: Enterprise, on: date) -> list[ProjectRow]:
    """Its projects by code."""
    return [project_row(project, on) for project in queries.projects(enterprise)]


def project_row(project: Project, on: date) -> ProjectRow:
    """One project; its certificates prefetched or not."""
    state = project.state_on(on)
    return ProjectRow(
        project, str(state.label), STATE_LOOKS[state], capital(project), certificate_rows(project)
    )


def certificate_rows(project: Project) -> list[CertificateRow]:
    """The history of the project's certificates, the newest first."""
    rows: list[CertificateRow] = []
    stood: Decimal | None = None
    certificates = sorted(project.certificates.all(), key=lambda each: (each.issued_on, each.amendment))
    for place, each in enumerate(certificates, start=1):
        before = certificates[place - 2] if place > 1 else None
        rows.append(
            CertificateRow(
                each,
                title(each),
                money(each.registered_capital, project.currency),
                _changes(each, before, stood, project.currency),
                place == len(certificates),
            )
        )
        stood = each.registered_capital if each.registered_capital is not None else stood
    return rows[::-1]


def title(certificate: InvestmentCertificate) -> str:
    """«điều chỉnh lần 2», «cấp lần đầu»."""
    if certificate.amendment:
        return _("điều chỉnh lần %(n)s") % {"n": certificate.amendment}
    return _("cấp lần đầu")


def capital(project: Project) -> str:
    """«12.500.000 USD», «45.000 triệu đồng», «–»."""
    return money(project.registered_capital, project.currency)


def money(amount: Decimal | None, currency: str) -> str:
    """An amount with its unit."""
    return number(amount) if amount is None else f"{number(amount)} {Currency(currency).label}"


def _changes(
    each: InvestmentCertificate, before: InvestmentCertificate | None, stood: Decimal | None, currency: str
) -> str:
    said = [each.content] if each.content else []
    now = each.registered_capital
    if before is not None and now is not None and stood is not None and now != stood:
        words = _("vốn %(before)s thành %(now)s (%(change)s)")
        said.append(
            words % {"before": number(stood), "now": money(now, currency), "change": signed(now - stood)}
        )
    if before is not None and each.number != before.number:
        said.append(_("số giấy %(before)s thành %(now)s") % {"before": before.number, "now": each.number})
    return "; ".join(said)
