"""Who is inside, counted: by code, whatever things are called."""

from datetime import UTC, datetime

from songhanh.people.queries import EnterpriseName
from songhanh.presence.presenters.inside import tables
from songhanh.presence.queries.inside import Inside

SINCE = datetime(2022, 1, 17, tzinfo=UTC)


def someone(enterprise: str) -> Inside:
    return Inside(None, None, enterprise, "cong-1", SINCE, "Hàn 1", uncertain=False)


def test_two_enterprises_of_one_name_are_counted_apart() -> None:
    alike = [
        EnterpriseName(1, "mau-01", "Mẫu", "a", "KCN A"),
        EnterpriseName(2, "mau-02", "Mẫu", "a", "KCN A"),
    ]
    _parks, (_title, heads) = tables([someone("mau-01"), someone("mau-02"), someone("mau-02")], alike, {})
    assert [(each.name, each.heads) for each in heads] == [("Mẫu", 2), ("Mẫu", 1)]
    assert [each.url.rpartition("=")[2] for each in heads] == ["mau-02", "mau-01"]
