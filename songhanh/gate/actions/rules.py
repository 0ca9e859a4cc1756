"""Gate rules: set for a person or a group, lifted."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import GateRule, RuleFor, RuleReason, RuleSource
from songhanh.gate.models.revision import raise_revision
from songhanh.gate.policies import rules as policies
from songhanh.gate.queries.rules import groups_called


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """Whom, when, why, in which words; `stay` for a person, `value` for a group (see `GateRule`).

    A line is said with its workshop («Xưởng 1 · Chuyền 01»), or by its name alone where only one is called so.
    """

    for_whom: RuleFor
    reason: RuleReason
    words_vi: str
    words_en: str
    valid_from: date
    valid_until: date | None
    stay: UUID | None = None
    value: str = ""


@act("gate:rule:set", _("Đặt quy định tại chốt"))
def set_rule(
    *, enterprise: Enterprise, terms: RuleTerms, source: RuleSource = RuleSource.BY_HAND, by: Actor, now: datetime
) -> GateRule:  # fmt: skip
    """Keep somebody out for some days; the devices know with their next snapshot."""
    policies.check_can_set_rules(by, enterprise)
    policies.check_rule_terms(terms.valid_from, terms.valid_until, (terms.words_vi, terms.words_en))
    policies.check_rule_is_for(enterprise, terms.for_whom, terms.stay, terms.value)
    rule = GateRule(enterprise=enterprise, source=source, set_at=now, set_by_id=by.user_id, **asdict(terms))
    if terms.for_whom not in {RuleFor.PERSON, RuleFor.PROVINCE}:
        meant, known = groups_called(enterprise, terms.for_whom, terms.value, timezone.localdate(now))
        rule.workshop, rule.value = policies.check_group(meant, known, terms.for_whom, terms.value)
    rule.save()
    raise_revision([enterprise.pk])
    return rule


@act("gate:rule:lifted", _("Bỏ quy định tại chốt"))
def lift_rule(*, rule: GateRule, by: Actor, now: datetime) -> GateRule:
    """It keeps nobody out any more."""
    policies.check_can_set_rules(by, rule.enterprise)
    policies.check_can_lift(rule)
    rule.lifted_at, rule.lifted_by_id = now, by.user_id
    rule.save()
    raise_revision([rule.enterprise_id])
    return rule
