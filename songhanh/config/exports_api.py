"""Whole lists as files through the API: always a task, to be asked after at its address."""

from typing import Annotated, Any, Literal

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from songhanh.config.exports import LISTS, SPECS, address_of, unknown, with_form, wrong_values
from songhanh.core.accounts.permissions import Permission
from songhanh.core.actions.tasks import ask_task
from songhanh.core.api.gate import needs
from songhanh.core.api.tasks import TaskOut, told
from songhanh.core.api.values import Words
from songhanh.core.ui.lists.export import KIND
from songhanh.core.ui.request import Request

router = Router(tags=["tasks"])


class ExportAsked(Schema):
    """`filters` are those of the list's page, as in its address: ``{"year": ["2021"]}``."""

    form: Literal["xlsx", "csv"]
    filters: Annotated[dict[str, Annotated[list[Words], Field(max_length=100)]], Field(max_length=20)] = {}


@router.post("/exports/people", response={202: TaskOut})
@needs(Permission.PEOPLE_READ)
def people(request: Request, response: HttpResponse, asked: ExportAsked) -> Any:
    """Who is employed, masked for every client, the employer's too."""
    return _queued(request, response, "people", str(_("Lao động")), asked)


@router.post("/exports/reports", response={202: TaskOut})
@needs(Permission.REPORTS_READ)
def reports(request: Request, response: HttpResponse, asked: ExportAsked) -> Any:
    """Reports that are owed or filed."""
    return _queued(request, response, "reports", str(_("Báo cáo")), asked)


@router.post("/exports/audit", response={202: TaskOut})
@needs(Permission.AUDIT_READ)
def audit(request: Request, response: HttpResponse, asked: ExportAsked) -> Any:
    """The audit trail."""
    return _queued(request, response, "audit", str(_("Nhật ký")), asked)


def _queued(request: Request, response: HttpResponse, what: str, name: str, asked: ExportAsked) -> Any:
    filters = QueryDict(mutable=True)
    for key, values in asked.filters.items():
        filters.setlist(key, list(values))
    unknown(filters, LISTS[what].keys)
    if what in SPECS:
        wrong_values(filters, SPECS[what](request.actor, request.now))
    query = with_form(filters, asked.form)
    task = ask_task(
        kind=KIND,
        title=f"{name} · {asked.form}",
        parameters={
            "path": address_of(what, None),
            "query": query.urlencode(),
            "form": asked.form,
            "name": f"{what}-{request.now:%Y%m%d}.{asked.form}",
        },
        client=request.client,
        by=request.actor,
        now=request.now,
    )
    answer = told(task)
    response["Location"] = answer["url"]
    return Status(202, answer)
