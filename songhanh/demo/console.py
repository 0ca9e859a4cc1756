"""What the demo says on the console: its report's main table, and how to sign in."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from songhanh.core.accounts import second_factor
from songhanh.core.accounts.roles import ROLES
from songhanh.core.models import Grant, User
from songhanh.core.scope import ScopeKind
from songhanh.demo.loading.users import (
    ADMINISTRATOR,
    AGENCY,
    AUDITOR,
    LEADER,
    PASSWORD,
    officer_name,
)
from songhanh.rules.formats import format_figure, format_percent

MAIN = (
    "revenue", "export", "budget_payment", "new_jobs", "labour_total", "labour_domestic", "labour_foreign",
    "vaccinated_two", "vaccinated_one_only", "vaccinated_none", "support_dossiers", "support_paid_people",
    "support_paid_amount", "union_gifts", "union_gift_amount",
)  # fmt: skip
NONE = "–"
LOGINS = ("mau-03", "mau-07", "mau-12-duyet", AGENCY, AUDITOR, ADMINISTRATOR)
SAYS = {
    officer_name(3): "phụ trách các doanh nghiệp nêu trong tài liệu",
    "mau-03": "chưa mở báo cáo tháng 01/2022",
    "mau-07": "một tài khoản, ba doanh nghiệp; một danh sách lao động chờ sửa",
}


def main_table(report: Path) -> Iterator[str]:
    """The figures of a report's JSON file, one line each."""
    figures = json.loads(report.read_text(encoding="utf-8"), parse_float=Decimal)["figures"]
    yield f"{'Chỉ tiêu':<44}{'Năm 2021':>14}{'Năm 2020':>12}{'Tăng':>9}{'Kế hoạch':>11}{'Đạt':>9}  Đơn vị"
    for figure in sorted((f for f in figures if f["code"] in MAIN), key=lambda f: MAIN.index(f["code"])):
        split = figure.get("split") or []
        for part in split if len(split) > 1 else [figure]:
            yield _line(figure | part)


def logins() -> Iterator[str]:
    """One sign-in name per role with the demo's password, and the second factor where a role needs one."""
    narrow = _narrow_scopes()
    names = [LEADER, officer_name(3), *narrow, *LOGINS]
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    yield f"Mật khẩu của mọi tài khoản minh họa: {PASSWORD}"
    for name in (each for each in names if each in users):
        user = users[name]
        says = f"  ({words})" if (words := narrow.get(name) or SAYS.get(name)) else ""
        yield f"  {name:<16}{ROLES[user.role].name}{says}"
    for name in (LEADER, ADMINISTRATOR):
        if name in users and (secret := second_factor.secret_of(users[name])):
            yield f"\nMã một lần của {name}: khóa {secret}; mã lúc này: songhanh user code {name}"
            yield second_factor.qr_terminal(second_factor.address(users[name], secret))


def _narrow_scopes() -> dict[str, str]:
    """Officers who see less than the whole authority, by sign-in name: what they see."""
    grants = Grant.objects.filter(user__role="OFFICER", valid_until=None).exclude(kind=ScopeKind.AUTHORITY)
    found: dict[str, list[str]] = {}
    for username, label in grants.order_by("user__username", "pk").values_list("user__username", "label"):
        found.setdefault(username, []).append(label)
    return {
        name: f"chỉ thấy {labels[0]}" if len(labels) == 1 else f"chỉ thấy {len(labels)} doanh nghiệp"
        for name, labels in found.items()
    }


def _line(figure: dict[str, Any]) -> str:
    name = str(figure.get("name", figure["code"]))
    programme = f" ({figure['programme']})" if figure.get("programme") else ""
    cells = (
        (_number(figure.get("value")), 14),
        (_number(figure.get("previous")), 12),
        (_percent(figure.get("change_pct")), 9),
        (_number(figure.get("plan")), 11),
        (_percent(figure.get("plan_pct")), 9),
    )
    return (
        f"{name + programme:<44.44}"
        + "".join(f"{text:>{width}}" for text, width in cells)
        + f"  {figure['unit']}"
    )


def _number(value: Any) -> str:
    return NONE if value is None else format_figure(Decimal(str(value)), 3)


def _percent(value: Any) -> str:
    return NONE if value is None else format_percent(Decimal(str(value)))
