"""The gates of the demo: everybody has a pass, and each state of a device, rule and guest can be seen."""

import pytest
from django.db.models import Count

from songhanh.core.scope import EVERYTHING
from songhanh.demo.loading.gates import PINS, TODAY
from songhanh.demo.loading.moments import CLOCK
from songhanh.gate.models import Device, Gate, GateRule, Guard, Pass, Place, Shift, Walk
from songhanh.gate.presenters.rows import device_state
from songhanh.gate.queries.places import workshops_and_lines
from songhanh.gate.queries.rules import rules_of_stay
from songhanh.gate.queries.snapshot import forget_snapshots, snapshot_of
from songhanh.gate.queries.visitors import announced_on
from songhanh.people.queries import employed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("undone"),
]


def test_everybody_who_works_has_a_pass() -> None:
    working = set(employed(scope=EVERYTHING, on=TODAY).values_list("stay", flat=True))
    passes = Pass.objects.filter(stay__isnull=False, revoked_at=None)
    assert set(passes.values_list("stay", flat=True)) == working
    assert passes.count() == len(working) > 40_000


def test_every_enterprise_with_people_has_a_gate_and_its_places() -> None:
    with_people = set(Pass.objects.values_list("enterprise_id", flat=True))
    assert set(Gate.objects.values_list("enterprise_id", flat=True)) == with_people
    largest = Pass.objects.values("enterprise").annotate(n=Count("pk")).order_by("-n")[0]["enterprise"]
    gate = Gate.objects.filter(enterprise_id=largest).first()
    assert gate is not None
    lines = {pair for pair in workshops_and_lines(gate.enterprise, TODAY) if pair[1]}
    places = Place.objects.filter(enterprise_id=largest, kind="LINE").select_related("parent")
    assert {(str(each.parent or ""), each.name) for each in places} == lines
    assert all(each.minimum_crew for each in places)
    assert Shift.objects.filter(enterprise_id=largest).exists()
    assert Walk.objects.exists()


def test_devices_guests_rules_and_guards_of_every_kind() -> None:
    assert {device_state(each) for each in Device.objects.all()} == {"ACTIVE", "WAITING", "REVOKED"}
    assert {each.kind for each in announced_on(scope=EVERYTHING, on=TODAY)} == {
        "VISITOR",
        "CONTRACTOR",
        "DRIVER",
    }
    kept_out = GateRule.objects.get(for_whom="PERSON")
    assert rules_of_stay(kept_out.stay, TODAY) == [kept_out]  # type: ignore[arg-type]
    assert GateRule.objects.filter(for_whom="LINE").count() == 1
    guard = Guard.objects.filter(mark="BV-01").first()
    assert guard is not None
    assert guard.has_pin(PINS["BV-01"])


def test_a_gate_of_the_demo_has_its_list() -> None:
    forget_snapshots()
    gate = Gate.objects.select_related("enterprise").order_by("code").first()
    assert gate is not None
    made = snapshot_of(gate, CLOCK)
    assert made is not None
    assert len(made.packed) < 400_000
    forget_snapshots()
