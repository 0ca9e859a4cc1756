"""What was submitted under a sender's own key."""

from songhanh.reporting.models import Obligation, SubmissionKey


def submission_under(obligation: Obligation, key: str) -> SubmissionKey | None:
    """The submission of that key, with its version."""
    rows = SubmissionKey.objects.filter(obligation=obligation, key=key)
    return rows.select_related("version").first()
