"""Names of invented people."""

from functools import lru_cache
from importlib.resources import files
from random import Random

# Rough shares of the commonest family names in the north; the others of the list share the rest.
FAMILY = {
    "Nguyễn": 36,
    "Trần": 11,
    "Lê": 9,
    "Phạm": 9,
    "Vũ": 6,
    "Đỗ": 4,
    "Bùi": 4,
    "Hoàng": 4,
    "Đặng": 3,
    "Ngô": 2,
}
RARE_IN_THE_NORTH = {"Huỳnh", "Võ"}
WITH_THI, WITH_VAN = 0.6, 0.4

FOREIGN: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "KR": (("KIM", "LEE", "PARK", "CHOI", "JUNG", "KANG", "CHO", "YOON"),
           ("MIN JUN", "SUNG HO", "JAE HYUN", "DONG WOOK", "YOUNG SOO", "TAE YANG"),
           ("JI WOO", "SOO JIN", "MI KYUNG", "EUN HEE")),
    "TW": (("CHEN", "LIN", "HUANG", "CHANG", "WANG", "WU"),
           ("CHIA HAO", "CHUN WEI", "KUAN YU", "CHIH MING"), ("YA TING", "SHU FEN", "MEI LING")),
    "JP": (("SATO", "SUZUKI", "TAKAHASHI", "TANAKA", "ITO", "YAMAMOTO"),
           ("HIROSHI", "KENJI", "TAKASHI", "DAISUKE"), ("YUKO", "AKIKO", "EMI")),
    "CN": (("WANG", "LI", "ZHANG", "LIU", "CHEN", "YANG"),
           ("WEI", "JIANHUA", "QIANG", "HAORAN"), ("FANG", "XIUYING", "NA")),
}  # fmt: skip


@lru_cache(maxsize=3)
def _lines(name: str) -> tuple[str, ...]:
    text = (files("songhanh.demo") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(text.split("\n")[:-1])


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[str, ...], tuple[float, ...]]:
    names = _lines("family-names")
    return names, tuple(0.2 if name in RARE_IN_THE_NORTH else FAMILY.get(name, 1.3) for name in names)


def vietnamese_names(female: list[bool], rng: Random) -> list[str]:
    """A full name for each: «Nguyễn Thị Hoa», «Trần Minh Quân»."""
    names, weights = _families()
    families = rng.choices(names, weights, k=len(female))
    women, men = _lines("given-names-female"), _lines("given-names-male")
    return [
        f"{family} {_given(women, 'Thị', WITH_THI, rng) if woman else _given(men, 'Văn', WITH_VAN, rng)}"
        for family, woman in zip(families, female, strict=True)
    ]


def _given(names: tuple[str, ...], middle: str, share: float, rng: Random) -> str:
    name = names[int(rng.random() * len(names))]
    return f"{middle} {name.rsplit(' ', 1)[-1]}" if rng.random() < share else name


def foreign_name(country: str, female: bool, rng: Random) -> str:
    """As a passport writes it, family name first."""
    families, men, women = FOREIGN[country]
    return f"{rng.choice(families)} {rng.choice(women if female else men)}"
