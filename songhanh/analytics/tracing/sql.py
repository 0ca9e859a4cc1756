"""The same trace as one SQL statement, the oracle of the kernel: every pair is listed, nothing is clever.

Written in what DuckDB and Spark both take. It reads `presence` (day, place, person, start_s, end_s), `reach` (place,
other, near), both out of a snapshot's Parquet, and `cases` (person, since, until: moments).
"""

from collections.abc import Iterator

from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.judging import Bar, bar_of

FOREVER = 10**15

# What a tier is found by, one after the other; "" is the tier itself.
_TIER = {
    "_stay": """
SELECT p.day, p.place, p.person, s.certain,
       GREATEST(p.start_s, s.since - CAST(p.day AS BIGINT) * 86400) AS start_s,
       LEAST(p.end_s, s.until - CAST(p.day AS BIGINT) * 86400) AS end_s
FROM presence p
JOIN ({sources}) s ON s.person = p.person
WHERE CAST(p.day AS BIGINT) * 86400 + p.start_s < s.until
  AND CAST(p.day AS BIGINT) * 86400 + p.end_s > s.since""",
    "_source": """
SELECT s.day, r.other AS place, s.person, s.start_s, s.end_s, r.near * s.certain AS sure
FROM {t}_stay s
JOIN reach r ON r.place = s.place""",
    "_pair": """
SELECT p.person, s.person AS source,
       SUM(LEAST(p.end_s, s.end_s) - GREATEST(p.start_s, s.start_s)) AS seconds,
       SUM((LEAST(p.end_s, s.end_s) - GREATEST(p.start_s, s.start_s)) * s.sure) AS sure_seconds
FROM {t}_source s
JOIN presence p ON p.place = s.place AND p.day = s.day AND p.start_s < s.end_s AND p.end_s > s.start_s
GROUP BY p.person, s.person""",
    "": """
SELECT person, MAX(CASE WHEN {certain} THEN 1 ELSE 0 END) AS certain
FROM {t}_pair
WHERE {possible} AND person NOT IN ({done})
GROUP BY person""",
    # Each once: of two alike the next step might number them the other way round, and count what they cover twice.
    "_ordered": """
SELECT day, place, start_s, end_s,
       MAX(end_s) OVER (
           PARTITION BY day, place ORDER BY start_s, end_s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
       ) AS reached
FROM (SELECT DISTINCT day, place, start_s, end_s FROM {t}_source) AS once""",
    "_numbered": """
SELECT day, place, start_s, end_s,
       SUM(CASE WHEN reached >= start_s THEN 0 ELSE 1 END) OVER (
           PARTITION BY day, place ORDER BY start_s, end_s ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
       ) AS number
FROM {t}_ordered""",
    "_span": """
SELECT day, place, MIN(start_s) AS start_s, MAX(end_s) AS end_s
FROM {t}_numbered
GROUP BY day, place, number""",
    "_at": """
SELECT p.person, p.place,
       SUM(LEAST(p.end_s, s.end_s) - GREATEST(p.start_s, s.start_s)) AS seconds,
       MIN(CAST(p.day AS BIGINT) * 86400 + GREATEST(p.start_s, s.start_s)) AS first_at
FROM {t}_span s
JOIN presence p ON p.place = s.place AND p.day = s.day AND p.start_s < s.end_s AND p.end_s > s.start_s
JOIN {t} ON {t}.person = p.person
GROUP BY p.person, p.place""",
    "_first": """
SELECT person, MIN(first_at) AS first_at FROM {t}_at GROUP BY person""",
}

_ROWS = """
SELECT {tier} AS tier, c.person, c.certain, a.place, CAST(a.seconds AS BIGINT) AS seconds, a.first_at
FROM {t} c
JOIN {t}_at a ON a.person = c.person"""


def trace_sql(definition: ContactDefinition, *, tiers: int = 2) -> str:
    """One row a contact and place: tier (1, 2), person, certain (0, 1), place, seconds there, first second there."""
    steps = ",\n".join(f"{name} AS ({query}\n)" for name, query in trace_steps(definition, tiers=tiers))
    return f"WITH {steps}{rows_sql(tiers=tiers)}"


def trace_steps(definition: ContactDefinition, *, tiers: int = 2) -> Iterator[tuple[str, str]]:
    """The same one by one: a name and its query, which may read those before it."""
    index = "SELECT person, since, until, 1 AS certain FROM cases"
    yield from _tier("f1", index, "SELECT person FROM cases", bar_of(definition.f1))
    if tiers == 2:
        passing = (
            f"SELECT f1.person, f1_first.first_at + {definition.f1_seconds} AS since, {FOREVER} AS until, f1.certain"
            " FROM f1 JOIN f1_first ON f1_first.person = f1.person"
        )
        done = "SELECT person FROM cases UNION ALL SELECT person FROM f1"
        yield from _tier("f2", passing, done, bar_of(definition.f2))


def rows_sql(*, tiers: int = 2) -> str:
    """What is asked of the steps."""
    rows = " UNION ALL".join(_ROWS.format(t=f"f{tier}", tier=tier) for tier in range(1, tiers + 1))
    return f"{rows}\nORDER BY tier, person, place"


def _tier(name: str, sources: str, done: str, bar: Bar) -> Iterator[tuple[str, str]]:
    told = {
        "t": name,
        "sources": sources,
        "done": done,
        "possible": "1 = 0" if bar.possible is None else f"seconds >= {bar.possible}",
        "certain": "1 = 0" if bar.certain is None else f"sure_seconds >= {bar.certain}",
    }
    for step, query in _TIER.items():
        yield name + step, query.format(**told)
