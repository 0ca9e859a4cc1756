"""List pages: what the query string asks is what is shown, in the database and over made rows alike."""

import csv
import io
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from songhanh.core.actions.saved_views import save_view
from songhanh.core.actor import NOBODY
from songhanh.core.models import SavedView, User
from songhanh.core.ui.lists import Batch, Column, Empty, Filter, Kind, ListPage, ListSpec, Preset, list_page
from songhanh.core.ui.lists.asked import asked
from songhanh.core.ui.lists.export import export_answer
from tests.core.cast import NOW, actor, new_user, signed_in


@dataclass
class Company:
    name: str
    park: str
    workers: int | None
    state: str = "DRAFT"


COMPANIES = [
    Company(f"Công ty Mẫu {i:02d}", ["Khánh Phú", "Gián Khẩu"][i % 2], i * 10) for i in range(1, 121)
]
PARKS = [("Khánh Phú", "Khánh Phú"), ("Gián Khẩu", "Gián Khẩu")]
SPEC = ListSpec(
    title="Doanh nghiệp",
    sort="-workers",
    search=("name",),
    columns=[
        Column("name", "Doanh nghiệp", lambda row: row.name, sort=("name",), link=lambda row: "/x/"),
        Column(
            "workers",
            "Lao động",
            lambda row: row.workers,
            kind=Kind.NUMBER,
            sort=("workers",),
            first_down=True,
        ),
        Column("state", "Trạng thái", lambda row: row.state, kind=Kind.STATE),
        Column("park", "Khu", lambda row: row.park, sort=("park",), shown=False),
    ],
    filters=[
        Filter("park", "Khu", lambda: PARKS, field="park"),
        Filter(
            "state",
            "Trạng thái",
            lambda: [("DRAFT", "Đang nhập"), ("RETURNED", "Trả lại")],
            "state",
            several=True,
        ),
    ],
    presets=[Preset("Tất cả", ""), Preset("Khánh Phú", "park=Khánh Phú")],
    empty=Empty("Chưa có doanh nghiệp nào."),
    export_name="doanh-nghiep",
)


def request(query: str, by: Any = NOBODY, path: str = "/enterprises/") -> Any:
    made = RequestFactory().get(f"{path}?{query}")
    made.actor, made.now, made.htmx = by, NOW, False  # type: ignore[attr-defined]
    return made


def page(query: str = "", rows: Any = None, spec: ListSpec = SPEC) -> ListPage:
    return list_page(request(query), COMPANIES if rows is None else rows, spec)


def names(found: ListPage) -> list[str]:
    return [str(row.cells[0].html) for row in found.rows]


def test_fifty_rows_a_page_and_the_last_page_holds_the_rest() -> None:
    assert [len(page(f"page={number}").rows) for number in (1, 2, 3)] == [50, 50, 20]
    assert (page("page=3").pages.first, page("page=3").pages.last) == (101, 120)
    assert page("page=99").pages.page == 3


def test_a_search_ignores_diacritics_and_wants_every_word() -> None:
    assert page("q=MAU 17").total == 2  # 17 and 117
    assert page("q=mẫu cong").total == 120
    assert page("q=mau nowhere").total == 0


def test_filters_narrow_and_unknown_values_are_passed_over() -> None:
    assert page("park=Khánh Phú").total == 60
    assert page("park=nowhere").total == 120
    assert page("state=RETURNED").total == 0
    assert page("state=RETURNED&state=DRAFT").total == 120


def test_a_chip_says_the_filter_and_takes_only_it_away() -> None:
    found = page("q=mau&park=Khánh Phú&state=DRAFT&state=RETURNED")
    assert [chip.text for chip in found.chips] == [
        "«mau»",
        "Khu: Khánh Phú",
        "Trạng thái: Đang nhập",
        "Trạng thái: Trả lại",
    ]
    assert QueryDict(found.chips[2].url.partition("?")[2]).getlist("state") == ["RETURNED"]
    assert "q=mau" in found.chips[2].url


def test_the_head_that_orders_says_so_and_turns_round() -> None:
    first = page()
    assert [head.aria_sort for head in first.heads] == ["", "descending", ""]
    assert first.heads[1].url == "/enterprises/?sort=workers"
    assert first.heads[2].url == ""
    assert page("sort=workers").heads[1].aria_sort == "ascending"
    assert page("sort=workers").heads[1].url == "/enterprises/"  # the default needs no words
    assert "Mẫu 120" in names(first)[0]
    assert "Mẫu 01" in names(page("sort=workers"))[0]


def test_sorting_by_what_cannot_be_sorted_is_passed_over() -> None:
    assert names(page("sort=state")) == names(page())
    assert names(page("sort=;drop")) == names(page())


def test_rows_without_a_figure_come_last_when_the_largest_comes_first() -> None:
    rows = [Company("a", "x", None), Company("b", "x", 1), Company("c", "x", 5)]
    assert [name[-5] for name in names(page("", rows))] == ["c", "b", "a"]


def test_columns_are_chosen_and_the_name_stays() -> None:
    assert [head.label for head in page("cols=park").heads] == ["Doanh nghiệp", "Khu"]
    assert [head.label for head in page("cols=nowhere").heads] == ["Doanh nghiệp", "Lao động", "Trạng thái"]


def test_tabs_count_and_mark_where_one_is() -> None:
    assert [(tab.name, tab.count, tab.current) for tab in page().tabs] == [
        ("Tất cả", 120, True),
        ("Khánh Phú", 60, False),
    ]
    assert [tab.current for tab in page("park=Khánh Phú&page=2").tabs] == [False, True]


def test_pages_far_away_are_left_out() -> None:
    rows = [Company(f"{i}", "x", i) for i in range(1000)]
    assert [number for number, _ in page("page=10", rows).pages.links] == [1, 0, 8, 9, 10, 11, 12, 0, 20]


@given(
    st.dictionaries(
        st.sampled_from(["q", "park", "state", "sort", "cols", "page"]), st.text(max_size=8), max_size=6
    )
)
def test_any_query_string_is_answered_and_asks_the_same_when_said_again(query: dict[str, str]) -> None:
    out = QueryDict(mutable=True)
    out.update(query)
    once = asked(out, SPEC)
    again = asked(QueryDict(once.query(page=once.page)), SPEC)
    assert again == once


def test_the_panel_is_a_table_with_names_and_links() -> None:
    spec = ListSpec(
        title="Doanh nghiệp",
        sort="name",
        columns=SPEC.columns,
        batch=Batch(
            lambda row: row.name, lambda row: row.name, "core/mark.html", lambda row: row.workers / 7
        ),
    )
    html = render_to_string("core/list.html", {"list": page("", COMPANIES[:2], spec)})
    assert '<caption class="vh">Doanh nghiệp</caption>' in html
    assert 'aria-label="Chọn Công ty Mẫu 01"' in html
    assert 'data-weight="1.4285714285714286"' in html
    assert '<th scope="row"' in html
    assert "style=" not in html


def test_markup_in_a_value_stays_text() -> None:
    assert names(page("", [Company("<script>x</script>", "x", 1)]))[0].count("&lt;script&gt;") == 1


def test_an_empty_list_says_why_and_a_filtered_one_offers_to_widen() -> None:
    bare = ListSpec(
        title="Doanh nghiệp", sort="name", columns=SPEC.columns, empty=Empty("Chưa có doanh nghiệp nào.")
    )
    assert "Chưa có doanh nghiệp nào." in render_to_string("core/list.html", {"list": page("", [], bare)})
    assert "Không có dòng nào khớp" in render_to_string("core/list.html", {"list": page("q=zzz")})


def body(answer: Any) -> bytes:
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in answer.streaming_content)


def test_an_export_has_all_rows_the_chosen_columns_and_harmless_text() -> None:
    rows = [Company("=1+1", "Khánh Phú", 1), *COMPANIES]
    answer = export_answer(request("park=Khánh Phú&cols=workers&page=2"), rows, SPEC, "csv")
    lines = list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"))))
    assert lines[0] == ["Doanh nghiệp", "Lao động"]
    assert len(lines) == 62
    assert lines[-1][0].startswith("'")  # one worker: the last, its formula made text


def test_a_workbook_says_what_was_asked_for() -> None:
    answer = export_answer(request("q=mau&park=Khánh Phú"), COMPANIES, SPEC, "xlsx")
    sheet = load_workbook(io.BytesIO(body(answer))).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    text = " ".join(str(value) for row in cells[:4] for value in row if value)
    assert "Khu: Khánh Phú" in text
    assert "17/01/2022 09:00" in text
    heads = next(i for i, row in enumerate(cells) if row[0] == "Doanh nghiệp" and row[1] == "Lao động")
    assert cells[heads + 1] == ["Công ty Mẫu 120", 1200, "Đang nhập"]
    assert len(cells) - heads - 1 == 60


USERS = ListSpec(
    title="Người dùng",
    sort="username",
    search=("username",),
    columns=[
        Column("username", "Tên", lambda row: row.username, sort=("username",)),
        Column("role", "Vai trò", lambda row: row.role, sort=("role", "full_name")),
    ],
    filters=[
        Filter("role", "Vai trò", lambda: [("OFFICER", "Chuyên viên"), ("AUDITOR", "Kiểm tra")], field="role")
    ],
    page_rows=2,
)


@pytest.mark.django_db
def test_the_database_answers_as_made_rows_do(django_assert_max_num_queries: Any) -> None:
    for i in range(5):
        new_user(["OFFICER", "AUDITOR"][i % 2], f"user{i}")
    made = list(User.objects.all())
    for query in ("", "page=2", "q=user3", "role=AUDITOR&sort=-role", "sort=role&page=3"):
        with django_assert_max_num_queries(3):
            stored = list_page(request(query), User.objects.all(), USERS)
        assert names(stored) == names(list_page(request(query), made, USERS)), query
        assert stored.total == list_page(request(query), made, USERS).total


@pytest.mark.django_db
def test_a_saved_view_is_a_tab_for_its_owner_only() -> None:
    officer, other = new_user("OFFICER"), new_user("OFFICER", "khac")
    save_view(
        user=officer,
        page="/enterprises/",
        name="Khu của tôi",
        query="park=Khánh Phú",
        by=actor(officer),
        now=NOW,
    )
    mine = list_page(request("park=Khánh Phú", actor(officer)), COMPANIES, SPEC).tabs
    assert (mine[0].name, mine[0].count, mine[0].current) == ("Khu của tôi", 60, True)
    assert len(list_page(request("", actor(other)), COMPANIES, SPEC).tabs) == 2


@pytest.mark.django_db
def test_saving_a_view_again_under_its_name_changes_it() -> None:
    officer = new_user("OFFICER")
    for query in ("park=a", "park=b"):
        save_view(user=officer, page="/x/", name="a", query=query, by=actor(officer), now=NOW)
    assert [view.query for view in SavedView.objects.all()] == ["park=b"]


@pytest.mark.django_db
def test_views_are_saved_and_taken_away_by_their_owner() -> None:
    officer, other = new_user("OFFICER"), new_user("OFFICER", "khac")
    client = signed_in(officer)
    answer = client.post(
        "/profile/views/save/", {"page": "/enterprises/", "query": "q=a", "name": " Của  tôi "}
    )
    assert answer["Location"] == "/enterprises/?q=a"
    view = SavedView.objects.get(user=officer, name="Của tôi")
    assert signed_in(other).post(f"/profile/views/{view.uuid}/delete/").status_code == 404
    assert client.post(f"/profile/views/{view.uuid}/delete/")["Location"] == "/enterprises/"
    assert not SavedView.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_a_saved_view_never_leads_elsewhere(page: str) -> None:
    client = signed_in(new_user("OFFICER"))
    assert client.post("/profile/views/save/", {"page": page, "query": "", "name": "a"}).status_code == 400


@pytest.mark.django_db
def test_strangers_save_nothing() -> None:
    answer = Client().post("/profile/views/save/", {"page": "/x/", "query": "", "name": "a"})
    assert answer.status_code == 302
    assert not SavedView.objects.exists()
