"""Gate rules: who may set them, for whom, in which words. Each `check_…` raises with a reason."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.definitions.disease_words import words_of_health
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import GateRule, RuleFor
from songhanh.gate.policies import MOST_DAYS, GateRefusedError, check_days
from songhanh.gate.queries.passes import works_in
from songhanh.people.policies import covers
from songhanh.people.queries.lines import Line

NAMED = 12  # lines, shifts or workshops that one sentence lists


def can_set_rules(by: Actor, enterprise: Enterprise) -> bool:
    """Whether `check_can_set_rules` lets it pass."""
    return by.may(Permission.GATE_RULES) and covers(by, enterprise)


def check_can_set_rules(by: Actor, enterprise: Enterprise) -> None:
    """The enterprise for its own people; an officer for enterprises in sight."""
    if not can_set_rules(by, enterprise):
        raise GateRefusedError(
            "no_permission",
            _("Quy định tại chốt: chỉ đầu mối của doanh nghiệp và chuyên viên phụ trách đặt và bỏ."),
        )


def check_rule_terms(valid_from: date, valid_until: date | None, words: Iterable[str]) -> None:
    """Days in order, words that may be said."""
    if valid_until is not None:
        check_days(valid_from, valid_until, most=MOST_DAYS)
    check_rule_words(words)


def check_rule_is_for(enterprise: Enterprise, for_whom: RuleFor, stay: UUID | None, value: str) -> None:
    """Somebody who works there, or a group."""
    if for_whom != RuleFor.PERSON and not value:
        raise GateRefusedError("group_missing", _("Chưa chọn tổ, ca, phân xưởng hoặc tỉnh."))
    if for_whom == RuleFor.PERSON and not (stay and works_in(enterprise, stay)):
        raise GateRefusedError(
            "person_missing", _("Không tìm thấy người này trong danh sách lao động của doanh nghiệp.")
        )


def check_group(meant: Sequence[Line], known: Sequence[Line], for_whom: RuleFor, said: str) -> Line:
    """The one line, shift or workshop that was meant; some other is named where nobody works in it."""
    values = {"kind": str(for_whom.label).lower(), "said": said}
    if len(meant) == 1:
        return meant[0]
    if meant:
        words = _("Có %(count)s %(kind)s tên «%(said)s». Ghi cả xưởng, như một trong số này: %(known)s.")
        told = [each for each in meant if each.workshop]
        raise GateRefusedError("group_doubtful", words, **values, count=len(meant), known=_listed(told))
    if known:
        words = _("Không có ai ở %(kind)s «%(said)s». Hiện có: %(known)s.")
        raise GateRefusedError("group_unknown", words, **values, known=_listed(known))
    words = _("Danh sách lao động chưa ghi %(kind)s của ai. Ghi ở danh sách lao động trước.")
    raise GateRefusedError("group_unknown", words, **values)


def _listed(groups: Sequence[Line]) -> str:
    """The first of them: a sentence that can be read."""
    more = ", …" if len(groups) > NAMED else ""
    return ", ".join(f"«{each}»" for each in groups[:NAMED]) + more


def check_rule_words(words: Iterable[str]) -> None:
    """Said, and without anybody's health."""
    for text in words:
        if not text.strip():
            raise GateRefusedError(
                "words_missing", _("Lời báo: chưa nhập. Ghi cả tiếng Việt và tiếng Anh, nói rõ cần làm gì.")
            )
        if found := words_of_health(text):
            raise GateRefusedError(
                "names_health",
                _(
                    "Lời báo có chữ «%(word)s». Người đứng sau cũng đọc được: nói cần làm gì, không nói lý do sức khỏe."
                ),
                word=found[0],
            )


def check_can_lift(rule: GateRule) -> None:
    """Once."""
    if rule.lifted_at is not None:
        raise GateRefusedError("lifted_already", _("Quy định này đã bỏ."))
