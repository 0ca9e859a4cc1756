"""What a role holds: one class per role, stored by its code."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission

P = Permission


class Role:
    """A role: its code, its name, its permissions, how it signs in, where it lands."""

    code: ClassVar[str]
    name: ClassVar[str | Promise]
    permissions: ClassVar[frozenset[P]]
    second_factor: ClassVar[bool] = False
    idle_minutes: ClassVar[int] = 15
    home: ClassVar[str] = "/"


READING = {P.REGISTER_READ, P.PEOPLE_READ, P.REPORTS_READ, P.DOCUMENTS_READ, P.TODAY_READ, P.GATE_READ}
READING |= {P.PRESENCE_READ}


class Administrator(Role):
    """Runs the installation; sees no reports and no people."""

    code = "ADMINISTRATOR"
    name = _("Quản trị hệ thống")
    permissions = frozenset({P.USERS_MANAGE, P.SETTINGS_MANAGE, P.AUDIT_READ, P.PEOPLE_ERASE, P.GATE_KEYS})
    second_factor = True
    idle_minutes = 5
    home = "/settings/users/"


class Leader(Role):
    """Decides and signs."""

    code = "LEADER"
    name = _("Lãnh đạo Ban")
    permissions = frozenset(
        READING
        | {P.DOCUMENTS_SIGN, P.DOCUMENTS_DRAFT, P.CONSOLIDATE, P.TARGETS_EDIT, P.AUDIT_READ}
        | {P.EPIDEMIC_READ, P.EPIDEMIC_OVERSEE, P.EPIDEMIC_REVEAL}
    )
    second_factor = True
    home = "/today/"


class Officer(Role):
    """In charge of some enterprises; reviews, collects, consolidates."""

    code = "OFFICER"
    name = _("Chuyên viên Ban")
    permissions = frozenset(
        READING
        | {P.REGISTER_EDIT, P.CONTACTS_EDIT, P.PEOPLE_REVEAL, P.PEOPLE_EDIT, P.PEOPLE_IMPORT, P.QUEUE_READ}
        | {P.REPORTS_REVIEW, P.REPORTS_FILE_ON_BEHALF, P.COLLECTION_RUN, P.CONSOLIDATE}
        | {P.TARGETS_EDIT, P.DOCUMENTS_DRAFT, P.GATE_RULES}
        | {P.PRESENCE_PERSON}
        | {P.EPIDEMIC_READ, P.EPIDEMIC_TRACE, P.EPIDEMIC_REVEAL}  # of the enterprises in their charge
    )
    home = "/queue/"


# An enterprise keeps its own contact points; the rest of its file is the Board's.
ENTERPRISE_SIDE = {P.DESK_READ, P.REGISTER_READ, P.CONTACTS_EDIT, P.REPORTS_READ, P.PEOPLE_READ}
AT_THE_GATE = {P.GATE_READ, P.GATE_MANAGE, P.GATE_RULES}  # devices sign in by themselves: guards need no role
AT_THE_GATE |= {P.PRESENCE_READ, P.PRESENCE_MANAGE, P.PRESENCE_PERSON, P.PRESENCE_ROLL_CALL}


class EnterpriseReporter(Role):
    """Fills in and files for one or several enterprises."""

    code = "ENTERPRISE_REPORTER"
    name = _("Đầu mối báo cáo doanh nghiệp")
    permissions = frozenset(
        ENTERPRISE_SIDE
        | AT_THE_GATE
        | {P.REPORTS_FILE, P.PEOPLE_REVEAL, P.PEOPLE_EDIT, P.PEOPLE_IMPORT, P.EPIDEMIC_HANDED}
    )
    home = "/desk/"


class EnterpriseApprover(Role):
    """The optional second pair of eyes inside the enterprise."""

    code = "ENTERPRISE_APPROVER"
    name = _("Người duyệt của doanh nghiệp")
    permissions = frozenset(ENTERPRISE_SIDE | AT_THE_GATE | {P.REPORTS_FILE, P.REPORTS_APPROVE_INSIDE})
    home = "/desk/"


class AgencyUser(Role):
    """Another agency: the shared figures, no person, no single enterprise's report."""

    code = "AGENCY_USER"
    name = _("Cơ quan phối hợp")
    permissions = frozenset({P.TODAY_READ, P.DOCUMENTS_READ})
    home = "/today/"


class Auditor(Role):
    """Reads all but health data of named persons, changes nothing."""

    code = "AUDITOR"
    name = _("Kiểm tra, giám sát nội bộ")
    permissions = frozenset(READING | {P.AUDIT_READ, P.QUEUE_READ})
    home = "/today/"


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (Administrator, Leader, Officer, EnterpriseReporter, EnterpriseApprover, AgencyUser, Auditor)
}
ENTERPRISE_ROLES = frozenset({EnterpriseReporter.code, EnterpriseApprover.code})
ROLE_CHOICES = [(role.code, role.name) for role in ROLES.values()]
