"""Who may draft, submit and sign official documents, and in which state."""

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.documents.models import DocumentState, OfficialDocument


def check_can_draft(by: Actor) -> None:
    """Making and editing drafts."""
    if not by.may(Permission.DOCUMENTS_DRAFT):
        raise RefusedError("not_a_drafter", _("Tài khoản này không được soạn văn bản."))


def check_can_edit(by: Actor, document: OfficialDocument) -> None:
    """Only a draft is edited: what was submitted stays as it was taken into the room."""
    check_can_draft(by)
    if document.state != DocumentState.DRAFT:
        raise RefusedError(
            "not_a_draft", _("Văn bản đã trình hoặc đã ký: không sửa được. Người ký trả lại thì sửa tiếp.")
        )


def check_can_sign(by: Actor, document: OfficialDocument) -> None:
    """Approving or sending back what was submitted."""
    if not by.may(Permission.DOCUMENTS_SIGN):
        raise RefusedError("not_a_signer", _("Chỉ lãnh đạo Ban ký hoặc trả lại văn bản."))
    if document.state != DocumentState.SUBMITTED:
        raise RefusedError("not_submitted", _("Văn bản chưa được trình ký."))


def may_edit(by: Actor, document: OfficialDocument) -> bool:
    """Whether the edit link is shown."""
    return by.may(Permission.DOCUMENTS_DRAFT) and document.state == DocumentState.DRAFT


def may_sign(by: Actor, document: OfficialDocument) -> bool:
    """Whether the signing buttons are shown."""
    return by.may(Permission.DOCUMENTS_SIGN) and document.state == DocumentState.SUBMITTED
