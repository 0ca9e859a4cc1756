"""A report's workbook: received and read, then put into the draft, or dropped."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.files.workbook import open_workbook
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.actions.drafts import save_cells
from songhanh.reporting.intake.headings import check_headings
from songhanh.reporting.intake.sent import read_sent
from songhanh.reporting.intake.stamp import check_stamp
from songhanh.reporting.models import Draft, Obligation, Upload, UploadState
from songhanh.reporting.queries.checking import form_of
from songhanh.reporting.queries.filing import currency_of


@acts.act("reporting:upload:received", _("Nhận tệp báo cáo"))
def receive_upload(*, obligation: Obligation, name: str, content: bytes, by: Actor, now: datetime) -> Upload:
    """Read the file and keep it beside the report; the draft is not touched.

    Raises FileError for a file that must not be opened, RefusedError for another template or version,
    or for headings that are not where the template has them.
    """
    policies.check_can_write(by, obligation)
    workbook = open_workbook(content, name)
    check_stamp(workbook, obligation)
    definition = form_of(obligation)
    check_headings(workbook, definition)
    sent = read_sent(workbook, definition, currency_of(obligation, definition))
    upload = Upload(
        obligation=obligation,
        file_name=name[-200:],
        file_hash=workbook.info.sha256,
        content=content,
        cells=sent.cells,
        places={code: asdict(place) for code, place in sent.places.items()},
        remarks=[asdict(remark) for remark in sent.remarks],
        uploaded_at=now,
        uploaded_by_id=by.user_id,
    )
    upload.save()
    return upload


@acts.act("reporting:upload:corrected", _("Sửa ô của tệp báo cáo"))
def choose_reading(*, upload: Upload, code: str, number: str, by: Actor, now: datetime) -> Upload:
    """Take one of the values that the page offers for a cell; the file itself stays as it came."""
    policies.check_can_write(by, upload.obligation)
    _check_read(upload)
    if code not in upload.cells:
        raise RefusedError("unknown_cell", _("Biểu mẫu không có ô này."))
    upload.cells = {**upload.cells, code: {**upload.cells[code], "number": number, "text": "", "typed": ""}}
    upload.remarks = [remark for remark in upload.remarks if remark["cell"] != code]
    upload.save()
    return upload


@acts.act("reporting:upload:taken", _("Đưa tệp vào bản nháp"))
def take_upload(*, upload: Upload, by: Actor, now: datetime) -> Draft:
    """Put everything the file holds into the draft, wrong cells too: they are mended there, or here first."""
    _check_read(upload)
    cells = {code: cell for code, cell in upload.cells.items() if policies.may_type(upload.obligation, code)}
    draft = save_cells(obligation=upload.obligation, cells=cells, by=by, now=now, source="EXCEL")
    upload.state, upload.decided_at = UploadState.TAKEN, now
    upload.save()
    return draft


@acts.act("reporting:upload:dropped", _("Bỏ tệp báo cáo"))
def drop_upload(*, upload: Upload, by: Actor, now: datetime) -> None:
    """Forget the file's values; the draft was never touched."""
    policies.check_can_write(by, upload.obligation)
    _check_read(upload)
    upload.state, upload.decided_at = UploadState.DROPPED, now
    upload.save()


def _check_read(upload: Upload) -> None:
    if upload.state != UploadState.READ:
        raise RefusedError("upload_decided", _("Tệp này đã xử lý xong. Tải tệp khác nếu cần."))
