"""What can be permitted at all; the value's first part is the slice it belongs to."""

from enum import StrEnum


class Permission(StrEnum):
    """One permission; roles hold sets of them, scope says over which rows."""

    USERS_MANAGE = "core.users_manage"
    AUDIT_READ = "core.audit_read"
    SETTINGS_MANAGE = "core.settings_manage"

    REGISTER_READ = "enterprises.register_read"
    REGISTER_EDIT = "enterprises.register_edit"
    CONTACTS_EDIT = "enterprises.contacts_edit"

    PEOPLE_READ = "people.read"
    PEOPLE_REVEAL = "people.reveal"
    PEOPLE_EDIT = "people.edit"
    PEOPLE_IMPORT = "people.import"
    PEOPLE_ERASE = "people.erase"

    REPORTS_READ = "reporting.read"
    REPORTS_FILE = "reporting.file"
    REPORTS_APPROVE_INSIDE = "reporting.approve_inside"
    REPORTS_FILE_ON_BEHALF = "reporting.file_on_behalf"
    REPORTS_REVIEW = "reporting.review"
    COLLECTION_RUN = "reporting.collection_run"
    CONSOLIDATE = "reporting.consolidate"
    TARGETS_EDIT = "reporting.targets_edit"

    DOCUMENTS_READ = "documents.read"
    DOCUMENTS_DRAFT = "documents.draft"
    DOCUMENTS_SIGN = "documents.sign"

    GATE_READ = "gate.read"
    GATE_MANAGE = "gate.manage"
    GATE_RULES = "gate.rules"
    GATE_KEYS = "gate.keys"

    PRESENCE_READ = "presence.read"
    PRESENCE_MANAGE = "presence.manage"
    PRESENCE_PERSON = "presence.person_read"
    PRESENCE_ROLL_CALL = "presence.roll_call"

    EPIDEMIC_READ = "epidemic.read"
    EPIDEMIC_OVERSEE = "epidemic.oversee"  # reads without being in charge
    EPIDEMIC_TRACE = "epidemic.trace"
    EPIDEMIC_REVEAL = "epidemic.reveal"
    EPIDEMIC_HANDED = "epidemic.handed"

    TODAY_READ = "dashboards.today_read"
    DESK_READ = "dashboards.desk_read"
    QUEUE_READ = "dashboards.queue_read"
