"""Submitting under a key of the sender's: a second sending gives the version of the first."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.actions.locking import lock
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import ReportVersion, SubmissionKey
from songhanh.reporting.queries.submitted import submission_under


@acts.act("reporting:version:submitted_once", _("Nộp báo cáo theo mã gửi"))
def submit_once(*, filing: Filing, key: str, digest: str, by: Actor, now: datetime) -> ReportVersion:
    """File, and remember under which `key`; what was filed under it before is given again, not filed again.

    `digest` is SHA-256 over what was sent: the same key with another content is refused.
    """
    obligation = filing.obligation
    policies.check_can_write(by, obligation)
    filed_meanwhile = lock([obligation])
    if (before := submission_under(obligation, key)) is not None:
        policies.check_same_submission(before, digest)
        return before.version
    if filed_meanwhile:
        raise RefusedError("newer_version", _("Báo cáo vừa được nộp ở nơi khác. Mở lại để xem lần nộp đó."))
    (version,) = submit_reports(filings=[filing], by=by, now=now)
    SubmissionKey(obligation=obligation, key=key, version=version, digest=digest, sent_at=now).save()
    return version
