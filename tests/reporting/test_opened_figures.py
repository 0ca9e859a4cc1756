"""Opened figures say what they are: one enterprise's rows, cells by name, the parts a note hangs on."""

from decimal import Decimal

import pytest
from django.test import Client

from songhanh.core.scope import EVERYTHING
from songhanh.definitions.indicators import indicators
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import Consolidation, Source
from songhanh.reporting.presenters.content import References
from songhanh.reporting.presenters.figures import sealed
from songhanh.reporting.presenters.sources import sources_of
from songhanh.reporting.presenters.wording import known_figures, pieces_of
from songhanh.reporting.queries.consolidated import figures
from songhanh.reporting.queries.counted import Asked
from songhanh.rules.checks.cells import Value
from songhanh.rules.indicators.indicator import IndicatorKind
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, signed_in
from tests.people.cast import Cast, make_cast
from tests.reporting.test_counting import MONTHS, file, owed

NIL = ("vaccinated_two", "vaccinated_one_only", "vaccinated_none", "cases_f0", "contacts_f1", "union_gifts")
SAFETY = {
    **dict.fromkeys((*NIL, "union_gift_amount", "support_dossiers.nq68"), 0),
    "self_assessments_done": 1,
    "support_paid_people.nq116": 53,
    "support_paid_people.nq68": 28,
    "support_paid_amount.nq116": 184,
    "support_paid_amount.nq68": Decimal("40.68"),
}
SENTENCE = (
    "Theo Nghị quyết 68/NQ-CP, có 28 người được chi trả. Theo Nghị quyết 116/NQ-CP, 53 người được hỗ trợ."
)


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    versions = [file(row, NOW) for row in owed(MONTHS[0]).values()]
    for month in MONTHS[:2]:
        for row in raise_obligations(form_code="monthly-safety", period=month, by=BY, now=NOW)[:2]:
            cells = {code: Value(number=Decimal(number), note="x") for code, number in SAFETY.items()}
            versions += submit_reports(filings=[Filing(row, cells, Source.WEB)], by=BY, now=NOW)
    accept_reports(versions=versions, by=BY, now=NOW)
    return made


@pytest.fixture
def leader(cast: Cast) -> Client:
    return signed_in(cast.leader)


def test_enterprises_that_assessed_themselves_are_not_added_up_over_months(cast: Cast) -> None:
    asked = Asked(MONTHS[0].start, MONTHS[1].end, EVERYTHING)
    assert indicators()["self_assessments_done"].kind is IndicatorKind.STOCK
    assert figures(asked)["self_assessments_done"].value == 2, "two enterprises, over two months"


def test_the_address_of_opened_rows_holds_one_enterprise_and_leads_to_them(leader: Client) -> None:
    page = leader.get("/reporting/figures/revenue/?period=2021&enterprise=mau-01").content.decode()
    assert "?period=2021&amp;enterprise=mau-02#rows" in page
    assert "enterprise=mau-01&amp;enterprise=" not in page
    assert 'id="rows"' in page


def test_a_source_row_names_its_cell_before_the_code(leader: Client) -> None:
    page = leader.get("/reporting/figures/revenue/?period=2021&enterprise=mau-01").content.decode()
    assert 'Doanh thu <code class="xs mut">revenue</code>' in page
    assert "chỉ tiêu «Doanh thu»" in page
    parts = leader.get("/reporting/figures/support_paid_people/?period=2021").content.decode()
    assert "Nghị quyết 116/NQ-CP <b>106</b>" in parts


def test_a_note_names_the_part_that_its_number_is(leader: Client) -> None:
    leader.post("/reporting/consolidations/", {"period": "2021"})
    sealed_ = Consolidation.objects.get()
    shown, year = sealed(sealed_), parse_period("2021", Basis.CUTOFF15).year
    references = References(sources_of(sealed_, shown, year, {}), "http://songhanh.example")
    text = SENTENCE.replace("28", "56").replace("53", "106")
    for piece in pieces_of(text, known_figures(shown, year, {})):
        references.of(piece.code)
    noted = {note.label: note.value for note in references.listed()}
    assert noted["Lao động được hỗ trợ theo Nghị quyết 68/NQ-CP"] == "56 lượt người"
    assert noted["Lao động được hỗ trợ theo Nghị quyết 116/NQ-CP"] == "106 lượt người"
