"""What tests of the Board's side start from: a second officer, a period with every state, one mail address."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from songhanh.core.actions.grants import grant_scope
from songhanh.core.models import User
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import Assignment, ContactPoint
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import Obligation, ReportVersion, Source
from tests.core.cast import new_user
from tests.people.cast import BY, NOW, SITED, Cast, acting
from tests.reporting.filing import PRODUCTION, browser, owed, values

COLLECTION = f"/reporting/{PRODUCTION}/2022-01/collection/"
REVIEW = f"/reporting/{PRODUCTION}/2022-01/mau-01/review/"
DUE = datetime.fromisoformat("2022-01-19T17:00:00+07:00")


@dataclass
class Board:
    """The cast, and an officer for the whole authority who is in charge of enterprises one and two."""

    cast: Cast
    chief: User

    def one(self) -> Obligation:
        """The report that enterprise one owes for January."""
        return owed(self.cast)

    def two(self) -> Obligation:
        """Enterprise two's."""
        return owed(self.cast, code="mau-02")

    def three(self) -> Obligation:
        """Enterprise three's, in the other park."""
        return owed(self.cast, code="mau-03")


def make_board(cast: Cast) -> Board:
    """Saved, with assignments and a contact point for each enterprise."""
    chief = new_user("OFFICER", "chuyen-vien-chinh", email="")
    grant_scope(user=chief, kind=ScopeKind.AUTHORITY, target_id=None, valid_from=SITED, by=BY, now=NOW)
    with acting():
        for enterprise in (cast.one, cast.two):
            Assignment(enterprise=enterprise, officer=chief, since=SITED).save()
        for enterprise in (cast.one, cast.two, cast.three):
            ContactPoint(
                enterprise=enterprise,
                full_name=f"Người của {enterprise}",
                phone="0229 000 001",
                email=f"{enterprise.code}@example.vn",
                since=SITED,
            ).save()
    return Board(cast, chief)


def send(
    obligation: Obligation, user: User, cast: Cast, now: datetime = NOW, **changed: str
) -> ReportVersion:
    """Submit a whole report in which every figure is explained, so that no warning holds it up."""
    explained = {code: replace(value, note="đúng theo sổ sách") for code, value in values(**changed).items()}
    return submit_reports(filings=[Filing(obligation, explained, Source.WEB)], by=cast.by(user), now=now)[0]


def filed(board: Board, code: str = "mau-01", *, days: int = 0) -> Obligation:
    """A report of January that waits, filed `days` before now."""
    user = {"mau-01": board.cast.reporter, "mau-02": board.cast.other}[code]
    send(owed(board.cast, code=code), user, board.cast, NOW - timedelta(days=days))
    return owed(board.cast, code=code)


__all__ = ["COLLECTION", "DUE", "NOW", "REVIEW", "Board", "browser", "filed", "make_board", "send"]
