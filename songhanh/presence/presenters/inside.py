"""Who is inside, counted by park, enterprise, gate and line; and as a list."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec
from songhanh.gate.models import Kind as PassKind
from songhanh.people.models.employment import line_name
from songhanh.people.queries import EnterpriseName
from songhanh.presence.presenters.days import person_url
from songhanh.presence.queries.inside import Inside


@dataclass(frozen=True, slots=True)
class Heads:
    """One line of a count; `uncertain` of `heads` may have left unseen."""

    name: str
    heads: int
    uncertain: int
    guests: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody inside as the list shows him: by code, without a name."""

    who: str
    enterprise: str
    enterprise_code: str
    gate: str
    line: str
    shift: str
    since: object
    kind: str
    doubt: str
    url: str


def counted(
    people: Iterable[Inside],
    key_of: Callable[[Inside], str],
    name: Callable[[str], str] = str,
    url: Callable[[str], str] | None = None,
) -> list[Heads]:
    """Heads by key, the most first; two keys of one name stay two."""
    heads: Counter[str] = Counter()
    uncertain: Counter[str] = Counter()
    guests: Counter[str] = Counter()
    for each in people:
        key = key_of(each)
        heads[key] += 1
        uncertain[key] += each.uncertain
        guests[key] += each.kind not in {"", PassKind.WORKER}
    ordered = sorted(heads, key=lambda key: (-heads[key], key))
    return [
        Heads(name(key), heads[key], uncertain[key], guests[key], url(key) if url else "") for key in ordered
    ]


def tables(
    people: Sequence[Inside], enterprises: Sequence[EnterpriseName], gates: dict[str, str]
) -> list[tuple[str, list[Heads]]]:
    """(title, counts): parks and enterprises where there are several, gates and lines of a single one."""
    if len(enterprises) == 1:
        return [
            (_("Theo chốt vào"), counted(people, lambda each: gate_name(gates, each.gate))),
            (_("Theo tổ / chuyền"), counted(people, line_words)),
        ]
    named = {each.code: each for each in enterprises}
    here = reverse("presence:inside")
    return [
        (_("Theo khu công nghiệp"), counted(people, lambda each: named[each.enterprise].park)),
        (
            _("Theo doanh nghiệp"),
            counted(
                people,
                lambda each: each.enterprise,
                lambda code: str(named[code]),
                lambda code: f"{here}?enterprise={code}",
            ),
        ),
    ]


def gate_name(gates: Mapping[str, str], code: str) -> str:
    """As people call it; a file of several time clocks names no gate."""
    return gates.get(code, code) or _("máy chấm công")


def line_words(each: Inside) -> str:
    """The line with its workshop; guests and passes of nobody by themselves."""
    if each.kind == "":
        return _("Thẻ không rõ của ai")
    if each.kind != PassKind.WORKER:
        return str(PassKind(each.kind).label)
    return line_name(each.workshop, each.line) or _("Chưa ghi tổ, chuyền")


def rows(
    people: Iterable[Inside],
    enterprises: Iterable[EnterpriseName],
    gates: dict[str, str],
    day: date | None,
) -> list[Row]:
    """As the list shows them; with a `day` each leads to where that person was on it."""
    named = {each.code: each for each in enterprises}
    return [
        Row(
            who=each.label or _("Thẻ …%(end)s") % {"end": str(each.pass_number)[-4:]},
            enterprise=str(named[each.enterprise]),
            enterprise_code=each.enterprise,
            gate=gate_name(gates, each.gate),
            line=line_words(each),
            shift=each.shift,
            since=each.since,
            kind=str(PassKind(each.kind).label) if each.kind else _("Chưa rõ"),
            doubt=_("có thể đã ra") if each.uncertain else "",
            url=person_url(each.stay, day) if day and each.stay else "",
        )
        for each in people
    ]


def inside_spec(enterprises: Sequence[EnterpriseName], people: Sequence[Row]) -> ListSpec:
    """The list; what can be asked for is what there is."""
    owner = (
        Column(
            "enterprise", gettext_lazy("Doanh nghiệp"), lambda row: row.enterprise, sort=("enterprise", "who")
        ),
    )
    lines = sorted({each.line for each in people})
    gates = sorted({each.gate for each in people})
    chosen = [
        Filter("gate", gettext_lazy("Chốt vào"), lambda: [(each, each) for each in gates], field="gate"),
        Filter("line", gettext_lazy("Tổ / chuyền"), lambda: [(each, each) for each in lines], field="line"),
    ]
    return ListSpec(
        title=gettext_lazy("Người đang ở trong"),
        columns=(
            Column("who", gettext_lazy("Mã"), lambda row: row.who, sort=("who", "enterprise"),
                   link=lambda row: row.url),
            *(owner if len(enterprises) > 1 else ()),
            Column("line", gettext_lazy("Tổ / chuyền"), lambda row: row.line, sort=("line", "who")),
            Column("shift", gettext_lazy("Ca"), lambda row: row.shift, sort=("shift", "who")),
            Column("gate", gettext_lazy("Vào ở chốt"), lambda row: row.gate, sort=("gate", "who")),
            Column("since", gettext_lazy("Vào lúc"), lambda row: row.since, Kind.MOMENT, sort=("since", "who")),
            Column("kind", gettext_lazy("Là"), lambda row: row.kind, sort=("kind", "who")),
            Column("doubt", gettext_lazy("Chưa chắc"), lambda row: row.doubt, sort=("doubt", "who"), first_down=True),
        ),
        sort="who",
        filters=chosen,
        search=("who",),
        search_hint=gettext_lazy("mã người lao động"),
        empty=Empty(gettext_lazy("Không ai đang ở trong theo các lượt quét.")),
        export_name="dang-o-trong",
    )  # fmt: skip
