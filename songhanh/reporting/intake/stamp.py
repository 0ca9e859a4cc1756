"""The stamp of a pre-filled workbook: which form, period and enterprise it was made for, sealed by a keyed hash."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from songhanh.core.files.workbook import Workbook
from songhanh.core.reasons import RefusedError
from songhanh.reporting.intake.layout import STAMP_SHEET, TEMPLATE_VERSION
from songhanh.reporting.models import Obligation
from songhanh.reporting.queries.names import period_words

NOT_A_TEMPLATE = _("Đây không phải mẫu đã điền sẵn của hệ thống. Tải mẫu của kỳ này rồi điền.")
KEYS = ("template", "form", "form_version", "period", "owner")


@dataclass(frozen=True)
class Stamp:
    """What a template says it is."""

    template: str
    form: str
    form_version: str
    period: str
    owner: str

    def lines(self) -> list[tuple[str, str]]:
        """What is written into the hidden sheet."""
        values = [(key, getattr(self, key)) for key in KEYS]
        return [*values, ("seal", seal(dict(values)))]


def stamp_of(obligation: Obligation) -> Stamp:
    """The stamp that a template for this obligation carries."""
    owner = obligation.project.code if obligation.project else obligation.enterprise.code
    return Stamp(
        str(TEMPLATE_VERSION),
        obligation.form_code,
        str(obligation.form_version),
        obligation.period_code,
        owner,
    )


def check_stamp(workbook: Workbook, obligation: Obligation) -> None:
    """Raise in plain words unless the file was made for this very report and this version of the form."""
    if STAMP_SHEET not in workbook.extents:
        raise RefusedError("not_a_template", NOT_A_TEMPLATE)
    rows = {str(row[0]): str(row[1]) for row in workbook.sheet(STAMP_SHEET).rows() if len(row) > 1}
    found = {key: rows.get(key, "") for key in KEYS}
    if not hmac.compare_digest(rows.get("seal", ""), seal(found)):
        raise RefusedError(
            "stamp_changed", _("Dấu nhận dạng của mẫu đã bị sửa. Tải lại mẫu của kỳ này rồi điền.")
        )
    _check_same(found, dict(stamp_of(obligation).lines()), obligation)


def seal(values: Mapping[str, str]) -> str:
    """A keyed hash over the stamp's values."""
    text = "\n".join(f"{key}={values[key]}" for key in KEYS)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _check_same(found: Mapping[str, str], wanted: Mapping[str, str], obligation: Obligation) -> None:
    if found["owner"] != wanted["owner"]:
        raise RefusedError(
            "other_enterprise",
            _("Đây là mẫu của doanh nghiệp khác. Tải mẫu của %(name)s."),
            name=str(obligation.enterprise),
        )
    if found["form"] != wanted["form"]:
        raise RefusedError("other_form", _("Đây là mẫu của biểu khác. Tải mẫu của biểu đang mở."))
    if found["period"] != wanted["period"]:
        raise RefusedError(
            "other_period",
            _("Đây là mẫu của kỳ %(found)s. Kỳ %(wanted)s dùng mẫu khác: tải mẫu đã điền sẵn."),
            found=period_words(found["period"]),
            wanted=period_words(wanted["period"]),
        )
    if (found["form_version"], found["template"]) != (wanted["form_version"], wanted["template"]):
        raise RefusedError(
            "other_version",
            _("Đây là biểu mẫu bản %(found)s. Kỳ này dùng bản %(wanted)s: tải mẫu đã điền sẵn."),
            found=found["form_version"],
            wanted=wanted["form_version"],
        )
