"""Exchange rates of the demo: round figures, called illustrative wherever they stand.

What the State Bank announced on a day is an official figure: none is copied from memory, none is invented.
"""

from datetime import date
from decimal import Decimal

from songhanh.demo.loading.moments import at
from songhanh.demo.loading.users import ADMINISTRATOR, Users
from songhanh.reporting.actions.exchange import Announced, enter_rate
from songhanh.reporting.models import ExchangeRate

SOURCE = "Tỷ giá minh họa (không phải số công bố)"
FIRST, LAST = date(2020, 1, 2), date(2021, 12, 31)
RATES = {
    FIRST: Decimal(23_200),
    date(2021, 1, 4): Decimal(23_100),
    date(2021, 6, 30): Decimal(23_000),
    LAST: Decimal(23_100),
}
# The month after whose reports a rate is entered; the last one just before the last quarter is raised.
AFTER_MONTH = {"2020-12": date(2021, 1, 4), "2021-06": date(2021, 6, 30)}


def load_rate(users: Users, day: date) -> int:
    """Enter the rate of that day."""
    announced = Announced(RATES[day], SOURCE)
    enter_rate(valid_from=day, announced=announced, by=users.actor(ADMINISTRATOR), now=at(day, 8, 30))
    return 1


def rate_is_loaded(day: date) -> bool:
    """Whether it stands in the table."""
    return ExchangeRate.objects.filter(valid_from=day).exists()
