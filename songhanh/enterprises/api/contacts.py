"""Contact points through the API."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.checked import checked
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code, Day, Words
from songhanh.core.ui.request import Request, visible
from songhanh.enterprises import queries
from songhanh.enterprises.actions.contacts import add_contacts, change_contact, end_contact
from songhanh.enterprises.models import ContactPoint, Enterprise

router = Router(tags=["enterprises"])
Name = Annotated[Words, Field(min_length=1, max_length=120)]
Line = Annotated[Words, Field(max_length=120)]
Phone = Annotated[Words, Field(max_length=30)]
Email = Words


class ContactsAsked(Paging):
    """Whom one calls `on` that day (today where it is not given)."""

    on: Day | None = None


class ContactIn(Schema):
    """Somebody to call from `since` on; a phone number or an address is needed."""

    model_config = ConfigDict(extra="forbid")

    full_name: Name
    position: Line = ""
    phone: Phone = ""
    email: Email = ""
    focal: bool = False
    since: Day


class ContactChange(Schema):
    """What reads otherwise from `on` on; without `on` a mistake is put right for all days."""

    model_config = ConfigDict(extra="forbid")

    full_name: Name | None = None
    position: Line | None = None
    phone: Phone | None = None
    email: Email | None = None
    focal: bool | None = None
    on: Day | None = None


class EndIn(Schema):
    """From which day it holds no more."""

    model_config = ConfigDict(extra="forbid")

    on: Day


class ContactOut(Schema):
    """A contact point, valid in [since, until); `focal` answers for reports."""

    uuid: UUID
    full_name: str
    position: str
    phone: str
    email: str
    focal: bool
    since: date
    until: date | None


@router.get("/enterprises/{code}/contacts", response=Page[ContactOut])
@needs(Permission.REGISTER_READ)
def contacts(request: Request, code: Code, asked: Query[ContactsAsked]) -> Any:
    """Whom to call at an enterprise, who answers for reports first."""
    enterprise = visible(Enterprise.objects.all(), request.actor, code=code)
    on = asked.on or timezone.localdate(request.now)
    return page(queries.contacts(enterprise, on=on).order_by("-focal", "since", "pk"), asked)


@router.post("/enterprises/{code}/contacts", response={201: ContactOut})
@needs(Permission.CONTACTS_EDIT)
def add(request: Request, code: Code, sent: ContactIn) -> Any:
    """Somebody more to call."""
    enterprise = visible(Enterprise.objects.all(), request.actor, code=code)
    row = ContactPoint(enterprise=enterprise, **sent.model_dump())
    with checked():
        (stored,) = add_contacts(contacts=[row], **who(request))
    return Status(201, stored)


@router.patch("/contacts/{uuid}", response=ContactOut)
@needs(Permission.CONTACTS_EDIT)
def change(request: Request, uuid: UUID, sent: ContactChange) -> Any:
    """Another number, another person; the answer is the row that holds from then on."""
    given = {name: value for name, value in sent.model_dump().items() if value is not None}
    on = given.pop("on", None)
    with checked():
        return change_contact(contact=_contact(request, uuid), on=on, **given, **who(request))


@router.post("/contacts/{uuid}/ending", response=ContactOut)
@needs(Permission.CONTACTS_EDIT)
def end(request: Request, uuid: UUID, sent: EndIn) -> Any:
    """From a day on somebody else is called."""
    return end_contact(contact=_contact(request, uuid), on=sent.on, **who(request))


def _contact(request: Request, uuid: UUID) -> ContactPoint:
    return visible(ContactPoint.objects.select_related("enterprise"), request.actor, uuid=uuid)
