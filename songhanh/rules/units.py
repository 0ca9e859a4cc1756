"""Units of measurement in English; forms and indicators define them in Vietnamese."""

ENGLISH = {
    "nghìn VND": "thousand VND",
    "triệu VND": "million VND",
    "tỷ VND": "billion VND",
    "nghìn tỷ VND": "trillion VND",
    "triệu VND/người": "million VND per person",
    "nghìn USD": "thousand USD",
    "triệu USD": "million USD",
    "tỷ USD": "billion USD",
    "FDI: triệu USD; DDI: tỷ VND": "FDI: million USD; DDI: billion VND",
    "người": "people",
    "lượt": "times",
    "lượt người": "people, each time counted",
    "người-tháng": "person-months",
    "doanh nghiệp": "enterprises",
    "dự án": "projects",
    "khu": "parks",
    "ca": "cases",
    "hồ sơ": "dossiers",
    "suất": "gifts",
    "tấn": "tonnes",
    "lít": "litres",
}


def unit_in(unit: str, language: str) -> str:
    """The unit as `language` says it («vi», «en»); symbols such as «ha» and «%» stay as they are."""
    return ENGLISH.get(unit, unit) if language == "en" else unit
