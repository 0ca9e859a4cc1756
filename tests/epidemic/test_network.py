"""The unit network: everybody in one unit, the same picture every time, boxes that can be reached by keyboard."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from django.utils import translation

from songhanh.epidemic.presenters.network import Exposed, Network, network, picture
from songhanh.epidemic.presenters.network_drawing import draw_network
from songhanh.epidemic.presenters.together import minutes_range, minutes_words
from songhanh.rules.tracing.definition import Tier

NAMES = {"a/1": "Chuyền 11", "a/2": "Xe 3", "a/3": "Phòng 4", "a": "Mẫu 01"}
CASES = [("CA-0001", "/epidemic/cases/1/")]


def contact(
    nth: int, tier: Tier = Tier.F1, unit: str = "a/1", minutes: int = 60, certain: bool = True
) -> Exposed:
    return Exposed(nth, f"NL-{nth:04d}", tier, minutes, certain, unit, minutes)


def person(nth: int) -> str:
    return f"/people/{nth}/" if nth != 3 else ""


def link(tier: Tier, unit: str) -> str:
    return f"?tier={tier}&unit={unit}#list"


def shown(exposed: Sequence[Exposed], came: dict[tuple[str, str], int] | None = None) -> Network:
    return network(CASES, exposed, NAMES, came or {}, link)


def drawn(found: Network) -> list[ElementTree.Element]:
    """The pictures as trees: well formed or the test fails."""
    text = draw_network(found, picture(found, link), person)
    return list(ElementTree.fromstring(f"<all>{text}</all>"))


FEW = [
    *(contact(nth, minutes=400 + nth) for nth in range(22)),
    *(contact(nth, unit="a/2", minutes=70) for nth in range(22, 26)),
    contact(26, unit="a/2", minutes=40, certain=False),
    *(contact(nth, Tier.F2, "a/3", 30) for nth in range(30, 40)),
    contact(40, Tier.F2, "a", 20, certain=False),
]  # fmt: skip


def test_units_hold_everybody_once_the_largest_first() -> None:
    found = shown(FEW)
    assert [(unit.name, unit.tier, len(unit.people)) for unit in found.rows] == [
        ("Chuyền 11", Tier.F1, 22),
        ("Xe 3", Tier.F1, 5),
        ("Phòng 4", Tier.F2, 10),
        ("Mẫu 01", Tier.F2, 1),
    ]
    assert [unit.uncertain for unit in found.rows] == [0, 1, 0, 1]
    assert found.f1[1].time == "40 phút – 1 giờ 10"
    assert found.finding == "22 trong 27 F1 gặp ở Chuyền 11, còn lại ở 1 nơi khác"
    assert "Chuyền 11 22, Xe 3 5" in found.sentence


def test_one_mark_is_one_person_and_leads_to_it() -> None:
    for svg in drawn(shown(FEW)):
        marks = [each for each in svg.iter() if each.get("data-until")]
        assert len(marks) == len(FEW)
        assert all(each.get("aria-hidden") == "true" for each in marks)
        links = [each for each in marks if each.tag == "a"]
        assert {each.get("href") for each in links} == {person(each.number) for each in FEW} - {""}
        assert len(links) == len(FEW) - 1  # one may not be told apart
        assert all(each.get("tabindex") == "-1" for each in links)
        units = [each for each in svg.iter("a") if each.get("data-unit")]
        assert [each.get("href") for each in units] == [unit.url for unit in shown(FEW).rows]
        assert all(each.get("aria-label") for each in units)
        assert svg.get("role") == "group"


def test_the_same_people_in_any_order_give_the_same_picture() -> None:
    first, other = shown(FEW), shown(FEW[::-1])
    assert draw_network(first, picture(first, link), person) == draw_network(
        other, picture(other, link), person
    )


def test_second_units_stand_beside_the_one_that_led_there_most() -> None:
    found = shown(FEW, {("a/1", "a/3"): 3, ("a/2", "a/3"): 5, ("a/1", "a"): 1})
    assert found.f2[0].sources == (("a/2", 5), ("a/1", 3))
    boxes = picture(found, link).boxes
    assert [(first and first.code, [each.code for each in others]) for first, others in boxes] == [
        ("a/1", ["a"]),
        ("a/2", ["a/3"]),
    ]


def test_second_units_that_nothing_leads_to_stand_alone() -> None:
    boxes = picture(shown(FEW), link).boxes
    assert boxes[-1][0] is None
    assert [each.code for each in boxes[-1][1]] == ["a/3", "a"]


def test_above_three_hundred_marks_there_are_boxes_alone() -> None:
    many = shown([contact(nth) for nth in range(301)])
    assert not many.with_marks
    for svg in drawn(many):
        assert not [each for each in svg.iter() if each.get("data-until")]
        assert "301 F1" in [each.text for each in svg.iter("tspan")]
    assert shown([contact(nth) for nth in range(300)]).with_marks


def test_many_units_become_one_box_that_says_how_many() -> None:
    found = shown([contact(nth, unit=f"b/{nth}") for nth in range(12)])
    boxes = picture(found, link).boxes
    assert len(boxes) == 8
    last = boxes[-1][0]
    assert last is not None
    assert (last.name, len(last.people), len(last.parts)) == ("5 nơi khác", 5, 5)
    assert last.url == link(Tier.F1, "")


def test_boxes_of_the_second_tier_are_shared_out() -> None:
    second = [contact(nth, Tier.F2, f"b/{nth}") for nth in range(12)]
    came = {("a/1", f"b/{nth}"): 1 for nth in range(12)}
    one = picture(shown([contact(20), *second], came), link).boxes
    assert [len(others) for _first, others in one] == [10]
    three = [contact(20 + nth, unit=f"a/{nth}") for nth in range(1, 4)]
    boxes = picture(shown([*three, *second], came), link).boxes
    assert [len(others) for _first, others in boxes] == [3, 0, 0]
    assert len(boxes[0][1][-1].people) == 10


def test_nothing_is_drawn_outside_the_frame() -> None:
    crowd = [
        *(contact(nth, unit=f"a/{nth % 7}") for nth in range(120)),
        *(contact(nth, Tier.F2, f"b/{nth % 9}") for nth in range(120, 290)),
    ]
    for svg in drawn(shown(crowd, {("a/1", f"b/{nth}"): nth + 1 for nth in range(9)})):
        width, height = float(svg.get("width", "0")), float(svg.get("height", "0"))
        for each in svg.iter():
            for name, end in (("x", width), ("cx", width), ("y", height), ("cy", height)):
                if each.get(name):
                    assert 0 <= float(each.get(name, "")) <= end, ElementTree.tostring(each)


def test_names_are_escaped() -> None:
    bad = "<script>&\"'"
    found = network([(bad, "/x/")], [contact(1)], {"a/1": bad}, {}, link)
    text = draw_network(found, picture(found, link), person)
    assert "<script>" not in text
    assert ElementTree.fromstring(f"<all>{text}</all>") is not None


def test_nobody_is_said() -> None:
    assert shown([]).finding == "Không ai ở cùng F0 đủ lâu"
    assert picture(shown([]), link).boxes == ()
    assert drawn(shown([]))


@pytest.mark.parametrize(
    ("minutes", "vi", "en"),
    [
        (0, "0 phút", "0 min"),
        (35, "35 phút", "35 min"),
        (60, "1 giờ", "1 hour"),
        (465, "7 giờ 45", "7 h 45 min"),
    ],
)
def test_time_together_in_words(minutes: int, vi: str, en: str) -> None:
    assert minutes_words(minutes) == vi
    with translation.override("en"):
        assert minutes_words(minutes) == en


def test_a_range_of_times_names_both_ends() -> None:
    assert minutes_range([30, 30]) == "30 phút"
    assert minutes_range([]) == "–"
    assert not re.search(r"\d-\d", minutes_range([30, 90]))
