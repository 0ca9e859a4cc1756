"""Objects that pages are asked for in a query or a form."""

from tests.walks.cast import FORM

# Objects that are named in a query or a form: (method, address, fields); «{}» is the id, foreign or unknown.
ASKED = [
    ("GET", "/people/", "enterprise={enterprise}"),
    ("GET", "/people/", "park={park}"),
    ("GET", "/people/origin/", "enterprise={enterprise}"),
    ("GET", "/people/", "q={code}"),
    ("GET", "/desk/people/", "enterprise={enterprise}"),
    ("GET", "/desk/people/import/", "enterprise={enterprise}"),
    ("POST", "/desk/people/import/", "enterprise={enterprise}&listed_on=2022-01-17"),
    ("GET", "/desk/people/add/", "enterprise={enterprise}"),
    ("POST", "/desk/people/add/", "enterprise={enterprise}"),
    ("GET", "/enterprises/", "q={enterprise}"),
    ("GET", "/enterprises/", "park={park}"),
    ("GET", "/reporting/reports/", "q={enterprise}"),
    ("GET", "/reporting/reports/", "q={project}"),
    ("GET", "/reporting/figures/revenue/", "period=2021-11&park={park}"),
    ("GET", "/reporting/figures/revenue/", "period=2021-11&park={park}&format=json"),
    ("GET", "/reporting/breakdown/", "period=2021-11&park={park}"),
    ("GET", f"/reporting/{FORM}/2021-12/collection/", "park={park}"),
    ("GET", f"/reporting/{FORM}/2021-12/collection/", "q={enterprise}"),
    ("GET", f"/reporting/{FORM}/2021-12/collection/calls/", "row={obligation}"),
    *(
        ("POST", f"/reporting/{FORM}/2021-12/collection/{act}/",
         "row={obligation}&confirmed=1&due_on=2022-02-01&reason=x&text=x&officer=1&channel=CALL&note=x")
        for act in ("remind", "calls", "extend", "hand-over", "note", "accept")
    ),
    ("GET", "/reporting/targets/set/", "enterprise={enterprise}"),
    ("POST", "/reporting/targets/set/",
     "indicator=revenue&year=2022&value=5&decision_number=1&enterprise={enterprise}"),
    ("POST", "/reporting/targets/set/",
     "indicator=revenue&year=2022&value=5&decision_number=1&park={park}"),
    ("GET", "/queue/", "park={park}"),
    ("GET", "/today/", "park={park}"),
    ("GET", "/search/", "q={enterprise}"),
    ("GET", "/gate/passes/", "enterprise={enterprise}"),
    ("GET", "/gate/passes/", "q={code}"),
    ("GET", "/gate/passes/badges/", "enterprise={enterprise}"),
    ("POST", "/gate/passes/issue/", "enterprise={enterprise}&days=9"),
    ("POST", "/gate/passes/badges/", "enterprise={enterprise}"),
    ("POST", "/gate/rules/set/",
     "enterprise={enterprise}&for_whom=PERSON&value={code}&reason=PAPERS&words_vi=x&words_en=x&valid_from=2022-01-17"),
    ("POST", "/gate/visitors/announce/",
     "enterprise={enterprise}&kind=VISITOR&name=x&host=x&valid_from=2022-01-17&last_day=2022-01-17"),
    ("POST", "/gate/gates/add/", "enterprise={enterprise}&code=c-9&name=x&lanes=1"),
    ("POST", "/gate/places/read/", "enterprise={enterprise}"),
    ("POST", "/gate/shifts/", "enterprise={enterprise}&name=x&starts_at=06:00&ends_at=14:00"),
    ("GET", "/search/", "q={project}"),
    ("GET", "/search/", "q={code}"),
    ("GET", "/search/", "q={receipt}"),
]  # fmt: skip
