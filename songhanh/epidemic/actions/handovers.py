"""Hand-overs: an enterprise is shown its own people of a run, until this is taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core.actions.notices import send_notices
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic import policies
from songhanh.epidemic.models import HandOver, TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.queries import runs
from songhanh.gate.actions.rules import RuleTerms, set_rule
from songhanh.gate.models import GateRule, RuleFor, RuleReason, RuleSource
from songhanh.gate.queries.rules import stays_kept_out
from songhanh.reporting.queries.reachable import reachable


@act("epidemic:list:handed", _("Giao danh sách tiếp xúc cho doanh nghiệp"))
def hand_over(
    *, run: TracingRun, result: Result, enterprise: Enterprise, with_f2: bool, words: str, by: Actor, now: datetime
) -> HandOver:  # fmt: skip
    """Its own people on the list: code, name, tier, never the case; its users are told."""
    today = timezone.localdate(now)
    cases = runs.cases_of(run)
    policies.check_can_trace(by, [enterprise, *(each.enterprise for each in cases)], today)
    open_ = runs.handovers(run).filter(enterprise=enterprise, taken_back_at=None).first()
    policies.check_can_hand_over(enterprise, result, open_)
    handed = HandOver(
        run=run, enterprise=enterprise, with_f2=with_f2, words=words.strip(), handed_at=now,
        handed_by_id=by.user_id,
    )  # fmt: skip
    handed.save()
    _tell(handed, by, now)
    return handed


@act("epidemic:list:taken_back", _("Thu lại danh sách tiếp xúc đã giao"))
def take_back(*, handed: HandOver, by: Actor, now: datetime) -> HandOver:
    """The enterprise sees it no more."""
    policies.check_can_trace(by, [handed.enterprise], timezone.localdate(now))
    policies.check_handed(handed)
    handed.taken_back_at = now
    handed.save()
    return handed


@act("epidemic:list:received", _("Xác nhận đã nhận danh sách tiếp xúc"))
def confirm_received(*, handed: HandOver, by: Actor, now: datetime) -> HandOver:
    """The enterprise says that it has it and will tell its people."""
    policies.check_can_receive(by, handed)
    handed.received_at, handed.received_by_id = now, by.user_id
    handed.save()
    return handed


@act("epidemic:list:kept_out", _("Đặt quy định tại chốt cho người trong danh sách"))
def keep_out(
    *, handed: HandOver, stays: Sequence[UUID], until: date, words: tuple[str, str], by: Actor, now: datetime
) -> list[GateRule]:  # fmt: skip
    """A gate rule each, from today until the day before `until`; who is kept out that long already gets no other.

    `words` in Vietnamese and English name no illness, and neither does the reason: the gate asks for the stay at home.
    """
    policies.check_handed(handed)
    today = timezone.localdate(now)
    held = stays_kept_out(handed.enterprise_id, today, until)
    left = [each for each in stays if each not in held]
    policies.check_somebody(left)
    terms = RuleTerms(RuleFor.PERSON, RuleReason.STAY_HOME, *words, valid_from=today, valid_until=until)
    return [
        set_rule(
            enterprise=handed.enterprise, terms=replace(terms, stay=stay), source=RuleSource.AUTOMATIC, by=by, now=now
        )
        for stay in left
    ]  # fmt: skip


def _tell(handed: HandOver, by: Actor, now: datetime) -> None:
    """The notice names neither people nor an illness."""
    reach = reachable([handed.enterprise_id], timezone.localdate(now)).get(handed.enterprise_id)
    if reach is None or not reach.users:
        return
    text = _now("%(enterprise)s: Ban đã giao danh sách người cần theo dõi.") % {
        "enterprise": handed.enterprise
    }
    url = reverse("epidemic:handed", args=[handed.uuid])
    send_notices(users=reach.users, kind="epidemic.handed", text=text, url=url, by=by, now=now)
