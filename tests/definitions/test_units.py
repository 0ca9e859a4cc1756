import unicodedata
from datetime import date

import pytest

from songhanh.definitions.units import (
    BEFORE,
    SINCE_2025,
    Level,
    catalogue,
    catalogue_on,
    fold,
    match_commune,
    match_district,
    match_province,
    new_communes,
    new_province,
    old_provinces,
)


def test_63_provinces_became_34() -> None:
    assert len(catalogue_on(date(2025, 6, 30)).of_level(Level.PROVINCE)) == 63
    assert len(catalogue_on(date(2025, 7, 1)).of_level(Level.PROVINCE)) == 34
    assert catalogue(BEFORE).has_districts
    assert not catalogue(SINCE_2025).has_districts


def test_every_old_province_went_somewhere() -> None:
    new = {unit.code for unit in catalogue(SINCE_2025).of_level(Level.PROVINCE)}
    assert {new_province(unit.code) for unit in catalogue(BEFORE).of_level(Level.PROVINCE)} == new
    assert old_provinces("37") == ("35", "36", "37")


def test_the_commune_mapping_names_communes_that_exist() -> None:
    new = catalogue(SINCE_2025)
    mapped = [code for unit in catalogue(BEFORE).of_level(Level.COMMUNE) for code in new_communes(unit.code)]
    assert len(mapped) > 9000
    assert all(new.unit(Level.COMMUNE, code) for code in mapped)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ninh Bình", "37"),
        ("Tỉnh Ninh Bình", "37"),
        ("T. Ninh Bình", "37"),
        ("tỉnh  NINH BÌNH ", "37"),
        ("ninh binh", "37"),
        ("NinhBinh", "37"),
        (unicodedata.normalize("NFD", "Ninh Bình"), "37"),
        ("TP. Hồ Chí Minh", "79"),
        ("TP HCM", "79"),
        ("TPHCM", "79"),
        ("Sài Gòn", "79"),
        ("Thành phố Hà Nội", "01"),
        ("Hà Tây", "01"),
        ("Thanh Hóa", "38"),
        ("Thanh Hoá", "38"),
        ("Thừa Thiên - Huế", "46"),
        ("Huế", "46"),
        ("Bà Rịa-Vũng Tàu", "77"),
        ("Hải Phòng", "31"),
        ("Hoà Bình", "17"),
        ("Thái Bình", "34"),
    ],
)
def test_provinces_as_people_write_them(text: str, code: str) -> None:
    unit = match_province(text).unit
    assert unit is not None
    assert unit.code == code


def test_a_province_divided_long_ago_is_a_question() -> None:
    match = match_province("Hà Nam Ninh")
    assert match.unit is None
    assert [unit.name for unit in match.units] == ["Hà Nam", "Nam Định", "Ninh Bình"]


@pytest.mark.parametrize("text", ["", "   ", "Trung Quốc", "abc", "Tỉnh", "12"])
def test_what_is_no_province_is_unknown(text: str) -> None:
    assert match_province(text).units == ()


def test_new_names_are_found_in_the_new_catalogue() -> None:
    hue = match_province("TP Huế", SINCE_2025).unit
    assert hue is not None
    assert hue.full_name == "Thành phố Huế"
    assert match_province("Hà Nam", SINCE_2025).units == ()


def test_districts_and_communes_in_their_province() -> None:
    kim_son = match_district("H. Kim Sơn", "37").unit
    assert kim_son is not None
    assert kim_son.full_name == "Huyện Kim Sơn"
    commune = match_commune("xa Lai Thanh", BEFORE, "37", kim_son.code).unit
    assert commune is not None
    assert commune.name == "Lai Thành"
    assert match_district("Quận 1", "79").unit is not None
    assert match_district("Q.1", "79").unit == match_district("Quận 1", "79").unit


def test_a_name_that_stands_twice_in_a_province_is_a_question() -> None:
    names = [u.name for u in catalogue(BEFORE).communes_of_province("36")]
    double = next(name for name in names if names.count(name) > 1)
    match = match_commune(double, BEFORE, "36")
    assert match.unit is None
    assert len(match.units) == names.count(double)


def test_fold() -> None:
    assert fold("TP. Đà  Nẵng") == "tp da nang"
    assert fold(unicodedata.normalize("NFD", "Ưng Thị Ngọc")) == "ung thi ngoc"
    assert fold("１２３") == "123"


def test_every_district_is_found_by_its_bare_name() -> None:
    old = catalogue(BEFORE)
    for district in old.of_level(Level.DISTRICT):
        for text in (district.name, district.full_name, fold(district.name)):
            assert district in match_district(text, old.province_of(district)).units, text
