"""What a long list waits for is asked as a task (people.jobs), which comes back to the list's page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.actions.tasks import ask_task
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.lists.export import DIRECT_ROWS
from songhanh.core.ui.request import Request
from songhanh.people.models import PeopleImport

LONG_FILE = (
    400_000  # bytes: some 5,000 rows, as .xlsx or .csv; how many there are is known only once it is read
)
CHECKING = _("Kiểm tra danh sách lao động: %(file)s")
TAKING = _("Ghi danh sách lao động: %(file)s")


def is_long(import_: PeopleImport) -> bool:
    """Whether reading it takes longer than anybody waits for a page."""
    return bool(import_.counts.get("rows", 0) > DIRECT_ROWS)


def later(
    request: Request, import_: PeopleImport, kind: str, title: str | Promise, **how: Any
) -> HttpResponseBase:
    """Ask for it, and go to where one sees how far it is."""
    try:
        task = ask_task(
            kind=kind,
            title=str(title) % {"file": import_.file_name},
            parameters={"import": str(import_.uuid), **how},
            result_url=reverse("people:import", args=[import_.uuid]),
            by=request.actor,
            now=request.now,
        )
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("people:import", import_.uuid)
    return redirect("core:task", task.uuid)
