from datetime import date, timedelta

import pytest

from songhanh.definitions.disease_words import words_of_health
from songhanh.gate.actions.rules import lift_rule
from songhanh.gate.models import RuleFor
from songhanh.gate.policies import GateRefusedError
from songhanh.gate.queries.rules import kept_out_by, rules_from, rules_of_stay
from songhanh.people.models import Employment
from tests.gate.cast import BY, NOW, TODAY, WORDS, Cast, employ, new_rule


@pytest.mark.parametrize(
    "words",
    [
        "Anh là F0", "Có kết quả dương tính", "CÓ KẾT QUẢ DƯƠNG TÍNH", "Nghi nhiễm Covid-19", "xet nghiem lai",
        "Đang bị cúm A", "You have the flu.", "Tested positive", "Stay in quarantine", "bệnh", "mắc sởi",
        "Phải cách ly 14 ngày", "sốt xuất huyết", "thuỷ đậu", "SARS-CoV-2",
    ],
)  # fmt: skip
def test_words_of_health_are_found(words: str) -> None:
    assert words_of_health(words)


@pytest.mark.parametrize(
    "words",
    [
        *WORDS, "Có quyết định nghỉ ở nhà đến hết 19/12.", "Cụm công nghiệp đóng cửa",
        "Người lao động mới: gặp tổ an toàn.",
        "Dịch vụ bảo trì chưa đăng ký", "Mô tả công việc ở phòng Nhân sự", "Chưa huấn luyện an toàn lao động.",
        "Please wait until tomorrow", "Will be let in after training",
    ],
)  # fmt: skip
def test_other_words_pass(words: str) -> None:
    assert words_of_health(words) == []


def test_a_message_says_what_to_do_in_both_languages_and_names_no_health(cast: Cast) -> None:
    for wrong, code in (
        ("", "words_missing"),
        ("  ", "words_missing"),
        ("Anh là F1, mời về", "names_health"),
    ):
        with pytest.raises(GateRefusedError) as refused:
            new_rule(cast.one, words_vi=wrong)
        assert refused.value.code == code
    with pytest.raises(GateRefusedError) as refused:
        new_rule(cast.one, words_en="You may be infected")
    assert refused.value.values["word"] == "infected"


def test_a_rule_keeps_out_its_group_on_its_days(cast: Cast) -> None:
    inside, outside = employ(cast.one, 1), employ(cast.one, 2, line="May 2")
    rule = new_rule(cast.one)
    assert rules_of_stay(inside.stay, TODAY) == [rule]
    assert rules_of_stay(inside.stay, date(2022, 1, 19)) == [rule]
    assert rules_of_stay(inside.stay, date(2022, 1, 20)) == []
    assert rules_of_stay(inside.stay, TODAY - timedelta(days=1)) == []
    assert rules_of_stay(outside.stay, TODAY) == []


@pytest.mark.parametrize(
    ("for_whom", "value", "hit"),
    [
        (RuleFor.SHIFT, "Ca 1", True),
        (RuleFor.SHIFT, "Ca 2", False),
        (RuleFor.WORKSHOP, "Xưởng A", True),
        (RuleFor.WORKSHOP, "Xưởng B", False),
        (RuleFor.PROVINCE, "2021-11-01:37", True),
        (RuleFor.PROVINCE, "2021-11-01:38", False),
    ],
)
def test_groups_are_those_of_the_register(cast: Cast, for_whom: RuleFor, value: str, hit: bool) -> None:
    worker = employ(cast.one, 1, workshop="Xưởng A")
    employ(cast.one, 2, workshop="Xưởng B", shift="Ca 2")
    new_rule(cast.one, for_whom, value=value)
    assert bool(rules_of_stay(worker.stay, TODAY)) is hit


def test_lines_of_one_name_in_two_workshops_are_two(cast: Cast) -> None:
    here, there = employ(cast.one, 1, workshop="Xưởng A"), employ(cast.one, 2, workshop="Xưởng B")
    employ(cast.one, 3)  # of whom no workshop is stated: «Hàn 1» is not his alone
    with pytest.raises(GateRefusedError, match="«Xưởng A · Hàn 1», «Xưởng B · Hàn 1»") as refused:
        new_rule(cast.one)
    assert refused.value.code == "group_doubtful"
    rule = new_rule(cast.one, value="xưởng b · hàn 1")
    assert (rule.workshop, rule.value) == ("Xưởng B", "Hàn 1")
    assert rules_of_stay(here.stay, TODAY) == []
    assert rules_of_stay(there.stay, TODAY) == [rule]
    assert kept_out_by(rule, TODAY) == 1


@pytest.mark.parametrize(
    ("for_whom", "said", "known"),
    [
        (RuleFor.LINE, "Hàn 9", "«Hàn 1», «May 2»"),
        (RuleFor.SHIFT, "Ca đêm", "«Ca 1»"),
        (RuleFor.WORKSHOP, "Xưởng A", "chưa ghi"),
    ],
)
def test_a_rule_for_nobody_names_who_there_is(cast: Cast, for_whom: RuleFor, said: str, known: str) -> None:
    employ(cast.one, 1)
    employ(cast.one, 2, line="May 2")
    employ(cast.two, 3, line=said, shift=said, workshop=said)  # another enterprise's groups are not named
    with pytest.raises(GateRefusedError, match=known) as refused:
        new_rule(cast.one, for_whom, value=said)
    assert refused.value.code == "group_unknown"


def test_a_person_is_one_who_works_there(cast: Cast) -> None:
    mine, theirs = employ(cast.one, 1), employ(cast.two, 2)
    rule = new_rule(cast.one, RuleFor.PERSON, stay=mine.stay)
    assert rules_of_stay(mine.stay, TODAY) == [rule]
    for stay in (theirs.stay, None):
        with pytest.raises(GateRefusedError) as refused:
            new_rule(cast.one, RuleFor.PERSON, stay=stay)
        assert refused.value.code == "person_missing"
    with pytest.raises(GateRefusedError) as refused:
        new_rule(cast.one, RuleFor.LINE, value="")
    assert refused.value.code == "group_missing"


def test_a_rule_of_another_enterprise_keeps_nobody_out(cast: Cast) -> None:
    worker = employ(cast.one, 1)
    employ(cast.two, 2)
    new_rule(cast.two)
    assert rules_of_stay(worker.stay, TODAY) == []


def test_a_lifted_rule_is_over(cast: Cast) -> None:
    worker, rule = employ(cast.one, 1), new_rule(cast.one)
    lift_rule(rule=rule, by=cast.by(cast.officer), now=NOW)
    assert rules_of_stay(worker.stay, TODAY) == []
    with pytest.raises(GateRefusedError) as refused:
        lift_rule(rule=rule, by=BY, now=NOW)
    assert refused.value.code == "lifted_already"


def test_who_may_set_a_rule(cast: Cast) -> None:
    employ(cast.one, 1)
    for user in (cast.leader, cast.auditor, cast.other):
        with pytest.raises(GateRefusedError) as refused:
            lift_rule(rule=new_rule(cast.one), by=cast.by(user), now=NOW)
        assert refused.value.code == "no_permission"


def test_rules_to_come_are_known_and_past_ones_are_not(cast: Cast) -> None:
    employ(cast.one, 1)
    coming = new_rule(cast.one, valid_from=TODAY + timedelta(days=5), valid_until=None)
    new_rule(cast.one, valid_from=TODAY - timedelta(days=9), valid_until=TODAY)
    assert rules_from(cast.one.pk, TODAY) == [coming]


def test_who_has_left_is_kept_out_by_no_rule(cast: Cast) -> None:
    worker = employ(cast.one, 1)
    new_rule(cast.one)
    assert Employment.objects.get(pk=worker.pk).line == "Hàn 1"
    assert rules_of_stay(worker.person.uuid, TODAY) == []
