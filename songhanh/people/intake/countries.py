"""Countries by the names people write, Vietnamese and English, and by code."""

from functools import cache

from babel import Locale

from songhanh.definitions.units import fold

NONE = frozenset({"ZZ", "XA", "XB", "EU", "EZ", "UN", "QO"})
FIRST = ("VN", "KR", "CN", "TW", "JP")  # whom the parks know best
# Names that no catalogue has.
ALSO = {
    "vn": "VN", "vietnam": "VN", "viet nam": "VN", "kinh": "VN", "tq": "CN", "trung hoa": "CN", "nhat": "JP",
    "han": "KR", "hq": "KR", "korea": "KR", "trieu tien": "KP", "my": "US", "hoa ky": "US", "usa": "US", "anh": "GB",
    "phap": "FR", "duc": "DE", "nga": "RU", "uc": "AU", "y": "IT", "an do": "IN", "taiwan": "TW", "dai loan": "TW",
    "hong kong": "HK", "mien dien": "MM", "lao": "LA", "cam pu chia": "KH", "campuchia": "KH", "philippin": "PH",
    "philippines": "PH", "thai": "TH", "sing": "SG", "ha lan": "NL",
}  # fmt: skip


@cache
def _by_name() -> dict[str, str]:
    known = dict(ALSO)
    for language in ("en", "vi"):
        for code, name in _territories(language).items():
            known[fold(name)] = code
            known.setdefault(code.lower(), code)
    return known | ALSO


@cache
def _territories(language: str) -> dict[str, str]:
    """Countries only: not the continents (numbers) nor the codes kept for unknown places."""
    found = {str(code): str(name) for code, name in Locale(language).territories.items()}
    return {
        code: name for code, name in found.items() if len(code) == 2 and code.isalpha() and code not in NONE
    }


def country_code(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country's name; "" for an unknown one."""
    return _by_name().get(fold(text), "")


@cache
def country_name(code: str, language: str = "vi") -> str:
    """The country's name in Vietnamese or English, or the code itself."""
    return _territories(language).get(code, code)


@cache
def country_choices(language: str = "vi") -> list[tuple[str, str]]:
    """Codes and names, by name, the ones the parks know first."""
    names = _territories(language)
    rest = sorted(names.keys() - set(FIRST), key=lambda code: fold(names[code]))
    return [(code, names[code]) for code in [*FIRST, *rest]]
