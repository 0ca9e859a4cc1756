"""Cells of a worker list corrected on its page: in place with script, on a page of the row without."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import reselect, reswap, retarget

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, requires
from songhanh.people import policies, queries
from songhanh.people.actions import corrections as actions
from songhanh.people.intake.kept_rows import open_rows
from songhanh.people.models import ImportState, PeopleImport
from songhanh.people.presenters.import_row import RowPage, row_page
from songhanh.people.presenters.imports import content_of


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_IMPORT)
def import_row(request: Request, uuid: UUID, row: int) -> HttpResponseBase:
    """The cells of one row of the sheet (`row` from 1), or the one in `cell`; a POST corrects or restores them."""
    import_ = queries.import_of(scope=request.actor.scope, uuid=uuid)
    if import_ is None:
        raise Http404
    if import_.state != ImportState.CHECKED:
        return redirect("people:import", uuid)
    page = _page(request, import_, row - 1)
    if request.method == "POST":
        return _corrected(request, import_, page)
    return _shown(request, import_, page)


def _page(request: Request, import_: PeopleImport, place: int) -> RowPage:
    cells = open_rows(import_.kept_rows, [place]).get(place)
    if cells is None:
        raise Http404
    masked = not policies.sees_unmasked(request.actor, import_.enterprise_id)
    return row_page(content_of(import_, masked=masked), place, cells, request.GET)


def _corrected(request: Request, import_: PeopleImport, page: RowPage) -> HttpResponseBase:
    place = page.number - 1
    try:
        if restored := request.POST.get("restore", ""):
            at = int(restored) if restored.isdecimal() and len(restored) < 6 else -1
            actions.restore_cell(import_=import_, row=place, column=at, by=request.actor, now=request.now)
        else:
            actions.correct_cells(
                import_=import_, row=place, texts=_typed(request, page), by=request.actor, now=request.now
            )
    except RefusedError as error:
        return _shown(request, import_, _as_typed(request, page), str(error))
    if not request.htmx:
        messages.success(request, _("Đã sửa dòng %(row)s và kiểm tra lại.") % {"row": page.number})
    back = urlencode({"at": page.one or str(page.number)})
    return redirect(
        f"{reverse('people:import', args=[import_.uuid])}?{page.query}{'&' if page.query else ''}{back}"
    )


def _typed(request: Request, page: RowPage) -> dict[int, str]:
    """Only what was sent; a masked cell left empty stays as it is."""
    sent = {each.at: request.POST.get(f"cell-{each.at}") for each in page.cells}
    masked = {each.at for each in page.cells if each.masked}
    return {at: text for at, text in sent.items() if text is not None and (text.strip() or at not in masked)}


def _as_typed(request: Request, page: RowPage) -> RowPage:
    """What was refused stands in its input, to be corrected there."""
    cells = (replace(each, text=request.POST.get(f"cell-{each.at}", each.text)) for each in page.cells)
    return replace(page, cells=tuple(cells))


def _shown(request: Request, import_: PeopleImport, page: RowPage, refused: str = "") -> HttpResponseBase:
    context = {
        "import": import_,
        "page": page,
        "refused": refused,
        "in_place": bool(request.htmx),
        "back": reverse("people:import", args=[import_.uuid]),
        "most": policies.MOST_CORRECTIONS,
        "longest": policies.LONGEST_CELL,
        "confidential": True,
        "as_of": request.now,
        "screen_code": "people-import-row",
    }
    answer = render(request, "people/import_row.html", context, status=422 if refused else 200)
    if refused and request.htmx and page.one:
        form = f"#form-{page.one}"
        return reswap(retarget(reselect(answer, form), form), "outerHTML")
    return answer
