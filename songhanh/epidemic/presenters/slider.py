"""What the minutes slider's script counts with, so that it answers without a question."""

from collections.abc import Mapping, Sequence
from typing import Any

from songhanh.epidemic.presenters.crew_row import CrewRow
from songhanh.epidemic.presenters.network import Exposed, Network, Picture
from songhanh.epidemic.queries.crew import LineKey


def counting(
    exposed: Sequence[Exposed],
    lines: Sequence[LineKey | None],
    network: Network,
    picture: Picture,
    rows: Sequence[CrewRow],
) -> dict[str, Any]:
    """Columns beside one another, one entry a contact: tier 1 or 2, until which minutes it counts, unit, crew's row.

    Units and rows by their numbers, -1 is none. `units` are the anchors that counts stand under; `boxes` those that
    stand for several units.
    """
    anchors = [unit.anchor for unit in network.rows]
    numbers = {anchor: nth for nth, anchor in enumerate(anchors)}
    crew: Mapping[LineKey, int] = {row.key: row.number for row in rows}
    drawn = [unit for first, others in picture.boxes for unit in (first, *others) if unit and unit.parts]
    return {
        "tier": [int(each.tier.value[1:]) for each in exposed],
        "until": [each.until for each in exposed],
        "unit": [numbers.get(f"{each.tier}:{each.unit}", -1) for each in exposed],
        "line": [crew.get(line, -1) if line else -1 for line in lines],
        "units": anchors,
        "boxes": {unit.anchor: [numbers[f"{unit.tier}:{code}"] for code in unit.parts] for unit in drawn},
    }
