"""The invented rows add up to the published figures, whatever the seed."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from stdnum.vn import mst

from songhanh.definitions.forms import form_for_period
from songhanh.definitions.units import BEFORE, Level, catalogue
from songhanh.demo.generation.allocation import capped_shares, decimal_shares, shares
from songhanh.demo.generation.authority import Authority, generate
from songhanh.demo.generation.people import Worker
from songhanh.demo.generation.production import RATE
from songhanh.demo.generation.workforce import CODES, MONTHS
from songhanh.rules.checks.cells import Level as Grade
from songhanh.rules.checks.cells import Value
from songhanh.rules.checks.check import check
from songhanh.rules.periods import Basis, parse_period

SEEDS = (2021, 7)
PUBLISHED = {
    ("revenue", "2020"): 66_401,
    ("revenue", "2021"): 69_448,
    ("export", "2020"): 1_472,
    ("export", "2021"): 1_503,
    ("new_jobs", "2021"): 2_864,
    ("labour_domestic", "2021-12"): 43_128,
    ("labour_foreign", "2021-12"): 323,
    ("vaccinated_two", "2021-12"): 40_078,
    ("vaccinated_one_only", "2021-12"): 2_589,
    ("vaccinated_none", "2021-12"): 784,
    ("support_dossiers.nq68", "2021"): 108,
    ("support_paid_people.nq68", "2021"): 28,
    ("support_paid_amount.nq68", "2021"): Decimal("40.680"),
    ("support_paid_people.nq116", "2021"): 17_053,
    ("union_gifts", "2021"): 24,
    ("union_gift_amount", "2021"): 12,
}


@pytest.fixture(scope="module", params=SEEDS)
def authority(request: pytest.FixtureRequest) -> Authority:
    return generate(seed=request.param)


@pytest.fixture(scope="module")
def people(authority: Authority) -> dict[int, list[Worker]]:
    return {enterprise.number: workers for enterprise, workers in authority.people()}


@pytest.mark.parametrize(("cell", "period"), PUBLISHED)
def test_published_figures_come_out_exactly(authority: Authority, cell: str, period: str) -> None:
    assert authority.total(cell, period) == PUBLISHED[cell, period]


def test_figures_published_as_above_are_above(authority: Authority) -> None:
    assert authority.total("budget_payment", "2021") > 10_000
    assert authority.total("support_paid_amount.nq116", "2021") > 36_000


def test_another_seed_gives_other_rows() -> None:
    first, second = (generate(seed=seed) for seed in SEEDS)
    assert [e.heads for e in first.enterprises] != [e.heads for e in second.enterprises]
    assert first.production != second.production
    again = generate(seed=SEEDS[0])
    assert again == first
    assert next(again.people()) == next(first.people())


def test_parks_and_their_people(authority: Authority) -> None:
    numbers = Counter(e.park.code for e in authority.enterprises)
    heads: Counter[str] = Counter()
    for enterprise in authority.enterprises:
        heads[enterprise.park.code] += enterprise.heads
    assert numbers == {"khanh-phu": 34, "gian-khau": 21, "phuc-son": 15, "tam-diep-1": 10, "khanh-cu": 6}
    assert heads == {
        "khanh-phu": 19_240,
        "gian-khau": 11_865,
        "phuc-son": 6_120,
        "tam-diep-1": 4_386,
        "khanh-cu": 1_840,
    }
    assert len(authority.parks) == 7


def test_reports_of_labour_are_counted_from_the_people(
    authority: Authority, people: dict[int, list[Worker]]
) -> None:
    for n, enterprise in enumerate(authority.enterprises):
        workers = people[enterprise.number]
        for place in (0, 13, CODES.index("2021-12"), len(CODES) - 1):
            month = MONTHS[place]
            last = month.end - timedelta(days=1)
            there = [w for w in workers if w.joined_on <= last and (w.left_on is None or w.left_on > last)]
            assert len(there) == authority.workforces[n].heads(place)
            if month.year > 2020:
                report = authority.production[n][place]
                assert sum(not w.foreign for w in there) == report["labour_domestic"]
                assert sum(w.foreign for w in there) == report["labour_foreign"]
                assert sum(month.contains(w.joined_on) for w in workers) == report["new_jobs"]


def test_the_list_of_people_holds_43451_who_work_today(people: dict[int, list[Worker]]) -> None:
    today = date(2022, 1, 17)
    everybody = [worker for workers in people.values() for worker in workers]
    present = [w for w in everybody if w.left_on is None or w.left_on > today]
    assert len(present) == 43_451
    assert len(everybody) > len(present)
    assert all(w.joined_on <= today for w in present)


def test_origins_stand_in_the_catalogue_in_the_order_told(people: dict[int, list[Worker]]) -> None:
    units = catalogue(BEFORE)
    domestic = [w for workers in people.values() for w in workers if not w.foreign]
    for worker in domestic[::17]:
        commune = units.unit(Level.COMMUNE, worker.commune)
        district = units.unit(Level.DISTRICT, worker.district)
        assert commune is not None
        assert district is not None
        assert (commune.parent, district.parent) == (worker.district, worker.province)
    order = [province for province, _ in Counter(w.province for w in domestic).most_common(4)]
    assert order == ["37", "35", "36", "38"]


def test_identity_numbers_say_what_the_person_is(people: dict[int, list[Worker]]) -> None:
    everybody = [worker for workers in people.values() for worker in workers]
    assert len({(w.nationality, w.number) for w in everybody}) == len(everybody)
    for worker in everybody:
        if worker.paper != "CCCD":
            assert len(worker.number) == 9
            assert worker.foreign == (worker.paper == "PASSPORT")
            assert worker.foreign or worker.number.startswith("000")
            assert worker.foreign or (worker.joined_on - worker.birth_date).days >= 18 * 365
            continue
        born = worker.birth_date
        assert len(worker.number) == 12
        assert worker.number.startswith("000")  # nobody's: no province has that code
        assert int(worker.number[3]) == (born.year // 100 - 19) * 2 + worker.female
        assert worker.number[4:6] == f"{born.year % 100:02d}"
        assert (worker.joined_on - born).days >= 18 * 365


def test_some_still_hold_old_cards_and_foreigners_passports_of_several_countries(
    people: dict[int, list[Worker]],
) -> None:
    present = [w for workers in people.values() for w in workers if w.left_on is None]
    papers = Counter(w.paper for w in present)
    assert 0.1 < papers["CMND"] / len(present) < 0.15
    assert papers["PASSPORT"] == 323
    assert len({w.nationality for w in present if w.paper == "PASSPORT"}) >= 3


def test_enterprises_are_plausible(authority: Authority) -> None:
    assert len({e.tax_code for e in authority.enterprises}) == 86
    assert all(mst.is_valid(e.tax_code) for e in authority.enterprises)
    for n, enterprise in enumerate(authority.enterprises):
        year = [authority.production[n][place] for place, month in enumerate(MONTHS) if month.year == 2021]
        assert sum(m["export"] for m in year) * RATE / 1000 <= sum(m["revenue"] for m in year)
        assert all(m["revenue"] > 0 for m in year)
        december = authority.safety[n][CODES.index("2021-12")]
        doses = december["vaccinated_two"] + december["vaccinated_one_only"] + december["vaccinated_none"]
        assert doses == enterprise.heads
        assert 4 <= sum(m["payroll"] for m in year) / sum(m["person_months"] for m in year) * 1000 <= 20


def test_no_form_finds_an_error_in_them(authority: Authority) -> None:
    for n, _enterprise in enumerate(authority.enterprises):
        for place, month in enumerate(MONTHS):
            for code, rows in (
                ("monthly-production", authority.production),
                ("monthly-safety", authority.safety),
            ):
                if rows[n][place]:
                    definition = form_for_period(code, month)
                    values = {cell: Value(number=number) for cell, number in rows[n][place].items()}
                    found = check(definition.cells, values, {}, {}, rules=definition.rules)
                    assert [f for f in found if f.level is Grade.ERROR] == []


def test_quarterly_reports_agree_with_themselves(authority: Authority) -> None:
    for reports in authority.quarterly:
        earlier: dict[str, Decimal | None] = {}
        for quarter, (numbers, text) in reports.items():
            definition = form_for_period("A.III.1", parse_period(quarter, Basis.CALENDAR))
            values = {cell: Value(number=number) for cell, number in numbers.items()}
            values["difficulties"] = Value(text=text)
            found = check(definition.cells, values, earlier, {}, rules=definition.rules)
            assert [f for f in found if f.level is Grade.ERROR or f.code == "RUNNING_TOTAL_DIFFERS"] == []
            earlier = dict(numbers)


def test_a_merged_province_keeps_the_five_parks_and_adds_invented_ones() -> None:
    merged = generate(people=192_000, enterprises=1_200)
    assert sum(e.heads for e in merged.enterprises) == 192_000
    assert len(merged.enterprises) == 1_200
    added = [park for park in merged.parks if park.code.startswith("mau-")]
    assert len(merged.parks) == 7 + len(added)
    assert all("không có thật" in park.source for park in added)
    assert sum(e.heads for e in merged.enterprises if e.park.code == "khanh-phu") == 19_240


@pytest.mark.parametrize(("people", "enterprises"), [(240, 5), (900, 12), (6_000, 40)])
def test_small_authorities_add_up_too(people: int, enterprises: int) -> None:
    small = generate(people=people, enterprises=enterprises)
    assert sum(e.heads for e in small.enterprises) == people
    assert small.total("labour_domestic", "2021-12") + small.total("labour_foreign", "2021-12") == people
    assert small.total("revenue", "2021") == small.totals.revenue[2021]


def test_allocation_is_exact_and_keeps_to_its_caps() -> None:
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
    assert shares(0, [0, 0]) == [0, 0]
    assert sum(decimal_shares(Decimal("40.680"), [0.1, 0.2, 0.7], "0.005")) == Decimal("40.680")
    assert capped_shares(10, [5, 1, 1], [3, 9, 9]) == [3, 4, 3]
    with pytest.raises(ValueError, match="do not fit"):
        capped_shares(10, [1, 1], [4, 4])
    with pytest.raises(ValueError, match="multiple"):
        decimal_shares(Decimal("1.0005"), [1], "0.001")
