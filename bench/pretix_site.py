"""Tickets that can be scanned again and again, made by pretix's own Python: `PYTHON bench/pretix_site.py HOW_MANY`.

Prints JSON: where scans are sent, the token, the list and the tickets' secrets. One order with all tickets, one list on
which a ticket may enter many times, as a pass at a gate does.
"""

import json
import os
import secrets
import sys
from datetime import timedelta
from decimal import Decimal
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretix.settings")
django.setup()

from django.db import transaction  # noqa: E402 (Django has to be ready)
from django.utils.timezone import now  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretix.base import models  # noqa: E402


def tickets(event: Any, how_many: int) -> list[str]:
    """Paid ones of one order; what scans them back is their secret."""
    item = models.Item.objects.create(event=event, name="Thẻ", default_price=Decimal(0), admission=True)
    channel = event.organizer.sales_channels.get(identifier="web")
    until = now() + timedelta(days=9)
    order = models.Order.objects.create(
        event=event, code="AAAAA", email="a@example.org", status=models.Order.STATUS_PAID, datetime=now(),
        expires=until, total=Decimal(0), locale="en", sales_channel=channel,
    )  # fmt: skip
    made = [
        models.OrderPosition(
            order=order, item=item, price=Decimal(0), positionid=number, secret=secrets.token_hex(12),
            organizer=event.organizer,
        )
        for number in range(1, how_many + 1)
    ]  # fmt: skip
    for each in made:
        each.save()
    order.create_transactions(is_new=True)
    return [each.secret for each in made]


def token_of(organizer: Any) -> str:
    """Of a team that may do everything."""
    team = models.Team(organizer=organizer, name="bench", all_events=True)
    for field in team._meta.get_fields():
        if field.name.startswith("can_") or field.name in {
            "all_event_permissions",
            "all_organizer_permissions",
        }:
            setattr(team, field.name, True)
    team.save()
    return str(team.tokens.create(name="bench").token)


def main(how_many: int) -> dict[str, Any]:
    """An organizer with one event and its list."""
    organizer = models.Organizer.objects.create(name="Mẫu", slug="mau")
    event = models.Event.objects.create(
        organizer=organizer, name="Cổng", slug="cong", currency="VND", date_from=now(), live=True, plugins=""
    )
    entered = models.CheckinList.objects.create(
        event=event, name="Vào", all_products=True, allow_multiple_entries=True
    )
    return {
        "address": "/api/v1/organizers/mau/checkinrpc/redeem/",
        "token": token_of(organizer),
        "list": entered.pk,
        "secrets": tickets(event, how_many),
    }


with scopes_disabled(), transaction.atomic():
    print(json.dumps(main(int(sys.argv[1]))))
