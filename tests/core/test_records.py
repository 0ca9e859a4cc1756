"""Guarded rows are written inside acts only; each write leaves an event with before and after."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from songhanh.core import acts
from songhanh.core.actions.notices import send_notice
from songhanh.core.acts import OutsideActError, acting
from songhanh.core.models import Event, Grant, Notice, User
from songhanh.core.models.event import AppendOnlyError
from songhanh.core.records import Record, Sealed, SealedError, fingerprint, plain, snapshot
from tests.core.cast import BY, NOW, TODAY, new_user

pytestmark = pytest.mark.django_db


def a_grant(user: User) -> Grant:
    return Grant(user=user, kind="ENTERPRISES", target_id=7, label="Công ty Mẫu 07", valid_from=TODAY)


def test_a_guarded_row_refuses_to_be_saved_outside_an_act() -> None:
    grant = a_grant(new_user("OFFICER"))
    with pytest.raises(OutsideActError):
        grant.save()
    assert not Grant.objects.exists()
    with acting("core:test:done", by=BY, now=NOW):
        grant.save()
    with pytest.raises(OutsideActError):
        grant.delete()
    assert Grant.objects.count() == 1


@pytest.mark.parametrize("how", ["update", "delete", "bulk_update", "bulk_create", "upsert"])
def test_bulk_writes_are_refused_even_inside_an_act(how: str) -> None:
    user = new_user("OFFICER")
    with acting("core:test:done", by=BY, now=NOW):
        a_grant(user).save()
    rows = Grant.objects.all()
    calls = {
        "update": lambda: rows.update(label="khác"),
        "delete": rows.delete,
        "bulk_update": lambda: Grant.objects.bulk_update(list(rows), ["label"]),
        "bulk_create": lambda: Grant.objects.bulk_create([a_grant(user)]),
        "upsert": lambda: Grant.objects.bulk_create(
            list(rows), update_conflicts=True, unique_fields=["id"], update_fields=["label"]
        ),
    }
    with acting("core:test:done", by=BY, now=NOW), pytest.raises(OutsideActError):
        calls[how]()
    assert [grant.label for grant in Grant.objects.all()] == ["Công ty Mẫu 07"]


def test_a_change_is_an_event_with_what_differs_before_and_after() -> None:
    user = new_user("OFFICER")
    with acting("core:grant:given", by=BY, now=NOW):
        grant = a_grant(user)
        grant.save()
    stored = Grant.objects.get(pk=grant.pk)
    stored.valid_until = TODAY + timedelta(days=3)
    with acting("core:grant:revoked", by=BY, now=NOW):
        stored.save()
    made, ended = Event.objects.filter(subject=acts.subject(grant)).order_by("number")
    assert made.before == {}
    assert made.after["label"] == "Công ty Mẫu 07"
    assert made.after["valid_from"] == "2022-01-17"
    assert (ended.name, ended.before, ended.after) == (
        "core:grant:revoked",
        {"valid_until": None},
        {"valid_until": "2022-01-20"},
    )
    assert (ended.by_name, ended.by_id, ended.origin, ended.at) == (BY.name, None, "test", NOW)


def test_saving_some_fields_notes_those_fields_only() -> None:
    user = new_user("OFFICER")
    with acting("core:grant:given", by=BY, now=NOW):
        grant = a_grant(user)
        grant.save()
    grant.label, grant.reason = "đổi trong bộ nhớ", "có lý do"
    with acting("core:grant:changed", by=BY, now=NOW):
        grant.save(update_fields=["reason"])
    event = Event.objects.get(name="core:grant:changed")
    assert (event.before, event.after) == ({"reason": ""}, {"reason": "có lý do"})


def test_an_act_that_fails_leaves_neither_row_nor_event() -> None:
    user = new_user("OFFICER")
    before = Event.objects.count()

    def failing() -> None:
        with acting("core:test:done", by=BY, now=NOW):
            a_grant(user).save()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert (Grant.objects.count(), Event.objects.count()) == (0, before)


def test_an_act_without_changes_still_happened() -> None:
    with acting("core:test:looked", by=BY, now=NOW):
        pass
    assert Event.objects.get(name="core:test:looked").subject == ""


def test_inserting_many_notes_each_row_or_their_count() -> None:
    user = new_user("OFFICER")
    notices = [Notice(user=user, kind="core.test", text=f"Tin {n}", sent_at=NOW) for n in range(3)]
    with acting("core:test:each", by=BY, now=NOW):
        acts.insert(notices)
    assert Event.objects.filter(name="core:test:each").count() == 3
    with acting("core:test:count", by=BY, now=NOW):
        acts.insert([a_grant(user) for _ in range(4)], each=False)
    assert Event.objects.get(name="core:test:count").after == {"inserted": 4}


def test_only_keep_fields_are_copied_the_others_leave_a_fingerprint() -> None:
    user = new_user("OFFICER", full_name="Nguyễn Thị Bí Mật", email="bimat@example.vn", phone="0912345678")
    send_notice(user=user, kind="core.test", text="Lời nhắn riêng", by=BY, now=NOW)
    kept = [str(event.before) + str(event.after) for event in Event.objects.all()]
    for secret in ("Bí Mật", "bimat", "0912345678", "Lời nhắn riêng", user.password):
        assert not any(secret in text for text in kept)
    added = Event.objects.get(name="core:user:added")
    assert added.after["full_name"] == fingerprint("Nguyễn Thị Bí Mật")
    assert added.after["role"] == "OFFICER"


def test_a_fingerprint_shows_change_not_value() -> None:
    assert fingerprint("a") != fingerprint("b")
    assert fingerprint("a") == fingerprint("a")
    assert fingerprint("") is None
    assert len(str(fingerprint("a"))) == 17


def test_an_undeclared_field_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Grant, "privacy", {})
    assert all(
        value is None or str(value).startswith("#") for value in snapshot(a_grant(User(pk=1))).values()
    )


def test_a_sealed_row_refuses_a_second_save_and_removal(monkeypatch: pytest.MonkeyPatch) -> None:
    row = sealed_model()()
    saved: list[str] = []
    monkeypatch.setattr(Record, "save", lambda self, *a, **k: saved.append("saved"))
    row.save()
    row._state.adding = False
    with pytest.raises(SealedError):
        row.save()
    with pytest.raises(SealedError):
        row.delete()
    assert saved == ["saved"]


def sealed_model() -> type[Sealed]:
    """Any sealed model of the product: the core has none of its own."""
    found = [m for m in Sealed.__subclasses__() if not m._meta.abstract]
    assert found
    return found[0]


def test_audit_events_themselves_are_never_changed() -> None:
    new_user("OFFICER")
    with pytest.raises(AppendOnlyError):
        Event.objects.update(name="x")
    with pytest.raises(AppendOnlyError):
        Event.objects.all().delete()


def test_decimals_are_kept_the_same_however_they_were_written() -> None:
    assert [plain(Decimal(text)) for text in ("1.50", "1.5", "100", "0.00", "1E+2")] == [
        "1.5", "1.5", "100", "0", "100",
    ]  # fmt: skip


def test_users_privacy_covers_every_field() -> None:
    for name in User.privacy:
        try:
            assert isinstance(User._meta.get_field(name), models.Field)
        except FieldDoesNotExist:
            pytest.fail(f"User.{name} is declared and does not exist")
