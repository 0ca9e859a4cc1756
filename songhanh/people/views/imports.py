"""«Nhập danh sách lao động»: upload, preview, take, drop, undo, the marked workbook."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.files.limits import LIMITS
from songhanh.core.files.refusals import FileError
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.acting import done
from songhanh.core.ui.lists.export import XLSX
from songhanh.core.ui.request import Request, requires
from songhanh.people import policies, queries
from songhanh.people.actions import imports as actions
from songhanh.people.actions.long_lists import keep_list
from songhanh.people.forms import ReadingForm, UploadForm, how_to_read
from songhanh.people.intake.preview import open_preview
from songhanh.people.models import ImportState, PeopleImport
from songhanh.people.presenters.imports import STATES, answers_in_force, import_page, marked
from songhanh.people.presenters.persons import language
from songhanh.people.views.import_tasks import CHECKING, LONG_FILE, TAKING, is_long, later

importers_only = requires(Permission.PEOPLE_IMPORT)
HISTORY = 50


@require_http_methods(["GET", "POST"])
@importers_only
def upload(request: Request) -> HttpResponseBase:
    """Send a list; below, the lists sent before."""
    enterprises = queries.enterprises_of(request.actor.scope)
    today = timezone.localdate(request.now)
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        enterprises=enterprises,
        initial={"listed_on": today, "enterprise": request.GET.get("enterprise", "")},
    )
    if request.method == "POST" and form.is_valid():
        chosen = queries.enterprise_of(request.actor.scope, form.cleaned_data["enterprise"])
        import_ = _received(request, form, chosen)
        if import_ is not None and import_.state == ImportState.RECEIVED:
            return later(request, import_, "people.check_import", CHECKING)
        if import_ is not None:
            return redirect("people:import", import_.uuid)
    sent = list(queries.imports(scope=request.actor.scope)[:HISTORY])
    context = {
        "form": form,
        "history": [(each, *STATES[each.state]) for each in sent],
        "several": len(enterprises) > 1,
        "nobody": not enterprises,
        "as_of": request.now,
        "screen_code": "people-import",
    }
    return render(request, "people/import_upload.html", context, status=422 if form.errors else 200)


def _received(request: Request, form: UploadForm, enterprise: Any) -> PeopleImport | None:
    file = form.cleaned_data["file"]
    try:
        if file.size > LIMITS.file_bytes:
            raise FileError(
                "too_large", {"size": -(-file.size // 1_048_576), "limit": LIMITS.file_bytes // 1_048_576}
            )
        content = file.read()
        keep = keep_list if file.size > LONG_FILE else actions.receive_import
        return keep(
            enterprise=enterprise,
            name=file.name,
            content=content,
            file_hash=sha256(content).hexdigest(),
            listed_on=form.cleaned_data["listed_on"],
            complete=form.cleaned_data["complete"],
            by=request.actor,
            now=request.now,
        )
    except FileError as error:
        form.add_error("file", error.message(language()))
    except RefusedError as error:
        form.add_error(None, str(error))
    return None


@require_http_methods(["GET", "POST"])
@importers_only
def preview(request: Request, uuid: UUID) -> HttpResponseBase:
    """What taking the list would do and what is wrong with it; a POST reads it again in another way."""
    import_ = _import(request, uuid)
    if request.method == "POST" and import_.state == ImportState.RECEIVED:
        return later(request, import_, "people.check_import", CHECKING)
    if request.method == "POST":
        return _again(request, import_)
    return _shown(request, import_, None)


def _again(request: Request, import_: PeopleImport) -> HttpResponseBase:
    form = ReadingForm(request.POST)
    if not form.is_valid() or import_.state != ImportState.CHECKED:
        return _shown(request, import_, form)
    headings = [(at, text) for at, text in open_preview(import_.preview or b"")["headings"]]
    chosen = how_to_read(request.POST, headings)
    listed_on = form.cleaned_data["listed_on"]
    how = {
        "mapping": {**import_.mapping, **chosen.mapping},
        "answers": {**import_.answers, **chosen.answers},
        "repairs": [*import_.repairs, *chosen.repairs],
        "complete": form.cleaned_data["complete"],
    }
    try:
        policies.check_listed_on(listed_on, request.now)
        if is_long(import_):
            how["listed_on"] = listed_on.isoformat()
            return later(request, import_, "people.check_again", CHECKING, how=how)
        actions.check_again(import_=import_, listed_on=listed_on, **how, by=request.actor, now=request.now)
    except FileError as error:
        form.add_error(None, error.message(language()))
        return _shown(request, import_, form)
    except RefusedError as error:
        form.add_error(None, str(error))
        return _shown(request, import_, form)
    return redirect("people:import", import_.uuid)


def _shown(request: Request, import_: PeopleImport, form: ReadingForm | None) -> HttpResponseBase:
    initial = {"listed_on": import_.listed_on, "complete": import_.complete}
    kept = import_.preview is not None
    context = {
        "import": import_,
        "state": STATES[import_.state],
        "page": import_page(import_, request.GET, masked=_masked(request, import_)) if kept else None,
        "at": request.GET.get("at", ""),
        "has_file": policies.may_have_file(request.actor, import_),
        "open": import_.state == ImportState.CHECKED,
        "waits": import_.state == ImportState.RECEIVED,
        "taken": import_.state == ImportState.TAKEN,
        "form": form or ReadingForm(initial=initial),
        "given": answers_in_force(import_),
        "several": len(queries.enterprises_of(request.actor.scope)) > 1,
        "confidential": True,
        "as_of": request.now,
        "screen_code": "people-import-preview",
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "people/import_preview.html", context, status=status)


@require_POST
@importers_only
def take(request: Request, uuid: UUID) -> HttpResponseBase:
    """Write the list: whole, or its right rows only."""
    import_ = _import(request, uuid)
    part, confirmed = request.POST.get("part") == "1", request.POST.get("confirmed") == "1"
    if is_long(import_) and import_.state == ImportState.CHECKED:
        return later(
            request, import_, "people.take_import", TAKING, only_right_rows=part, confirmed=confirmed
        )
    return done(
        request,
        lambda: actions.take_import(
            import_=import_, only_right_rows=part, confirmed=confirmed, by=request.actor, now=request.now
        ),
        _("Đã ghi danh sách. Có thể hoàn tác ở trang này."),
        "people:import",
        import_.uuid,
    )


@require_POST
@importers_only
def drop(request: Request, uuid: UUID) -> HttpResponseBase:
    """Forget the file."""
    import_ = _import(request, uuid)
    return done(
        request,
        lambda: actions.drop_import(import_=import_, by=request.actor, now=request.now),
        _("Đã bỏ tệp. Không có dòng nào được ghi."),
        "people:import",
        import_.uuid,
    )


@require_POST
@importers_only
def undo(request: Request, uuid: UUID) -> HttpResponseBase:
    """Put every row back."""
    import_ = _import(request, uuid)
    return done(
        request,
        lambda: actions.undo_import(import_=import_, by=request.actor, now=request.now),
        _("Đã hoàn tác: danh sách trở lại như trước khi ghi tệp này."),
        "people:import",
        import_.uuid,
    )


@require_safe
@importers_only
def marked_file(request: Request, uuid: UUID) -> HttpResponseBase:
    """The sender's own workbook, marked."""
    import_ = _import(request, uuid)
    if (
        import_.preview is None
        or not import_.file_cipher
        or not policies.may_have_file(request.actor, import_)
    ):
        raise Http404
    book = marked(import_, import_.file(), masked=_masked(request, import_))
    answer = HttpResponse(book.content, content_type=XLSX)
    name = f"{import_.file_name.rsplit('.', 1)[0]}-da-danh-dau.xlsx"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return answer


def _masked(request: Request, import_: PeopleImport) -> bool:
    return not policies.sees_unmasked(request.actor, import_.enterprise_id)


def _import(request: Request, uuid: UUID) -> PeopleImport:
    """A foreign import and an unknown one are both not found, by the same one question."""
    found = queries.import_of(scope=request.actor.scope, uuid=uuid)
    if found is None:
        raise Http404
    return found
