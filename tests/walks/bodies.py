"""What is sent to operations of the API, and which `uuid` their addresses name."""

from typing import Any

from tests.walks.cast import FILED

BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("PUT", "/api/v1/obligations/{uuid}/draft"): {"cells": {"revenue": {"number": 1}}},
    ("POST", "/api/v1/obligations/{uuid}/versions"): {
        "cells": {code: {"number": value} for code, value in FILED.items()}
    },
    ("POST", "/api/v1/obligations/{uuid}/reviews"): {"decision": "ACCEPTED", "version": 1},
    ("POST", "/api/v1/gate/passes"): {"enterprise": "mau-01"},
    ("POST", "/api/v1/gate/badges"): {"enterprise": "mau-01"},
    ("POST", "/api/v1/gate/passes/{uuid}/revocations"): {"reason": "LOST"},
    ("POST", "/api/v1/gate/passes/{uuid}/replacements"): {"reason": "LOST"},
    ("POST", "/api/v1/gate/visitors"): {
        "enterprise": "mau-01",
        "kind": "DRIVER",
        "name": "x",
        "host": "x",
        "valid_from": "2022-01-17",
        "valid_until": "2022-01-18",
    },
    ("POST", "/api/v1/gate/rules"): {
        "enterprise": "mau-01",
        "for_whom": "LINE",
        "value": "Hàn 1",
        "reason": "PAPERS",
        "words_vi": "Mời về.",
        "words_en": "Go home.",
        "valid_from": "2022-01-17",
    },
    ("POST", "/api/v1/gate/gates"): {
        "enterprise": "mau-01",
        "code": "c-9",
        "name": "x",
        "lanes": [{"code": "l-1", "name": "x"}],
    },
    ("POST", "/api/v1/gate/gates/{uuid}/devices"): {"name": "x"},
    ("POST", "/api/v1/gate/places"): {"enterprise": "mau-01"},
    ("PUT", "/api/v1/gate/places/{uuid}"): {"distance": "FAR"},
    ("POST", "/api/v1/presence/places/{uuid}/plans"): {
        "planned": 3, "minimum_crew": 1, "valid_from": "2022-01-17",
    },
    ("POST", "/api/v1/presence/places/{uuid}/rosters"): {
        "for_whom": "SHIFT", "shift": "Ca 1", "starts_at": "11:00", "ends_at": "11:30", "valid_from": "2022-01-17",
    },
    ("POST", "/api/v1/presence/roll-calls"): {"enterprise": "mau-01", "kind": "DRILL", "points": ["S"]},
    ("POST", "/api/v1/presence/roll-calls/{uuid}/closings"): {"words": "Đã tìm hết các xưởng"},
    ("POST", "/api/v1/gate/clock-files"): {"enterprise": "mau-01", "name": "x.csv", "content": ""},
    ("POST", "/api/v1/epidemic/cases"): {
        "stay": "00000000-0000-0000-0000-000000000007", "onset_on": "2022-01-14",
    },
    ("POST", "/api/v1/epidemic/cases/{uuid}/corrections"): {"onset_on": "2022-01-14"},
    ("POST", "/api/v1/epidemic/cases/{uuid}/withdrawals"): {"reason": "Nhập nhầm người khác"},
    ("POST", "/api/v1/epidemic/runs"): {"cases": ["CA-9999"]},
    ("POST", "/api/v1/epidemic/runs/{uuid}/answers"): {"number": 1, "within_distance": True},
    ("POST", "/api/v1/epidemic/runs/{uuid}/hand-overs"): {"enterprise": "mau-01"},
    ("POST", "/api/v1/enterprises/{code}/contacts"): {
        "full_name": "Lê Văn Mới", "phone": "0912 345 678", "since": "2022-01-17",
    },
    ("PATCH", "/api/v1/contacts/{uuid}"): {"phone": "0912 345 679"},
    ("POST", "/api/v1/contacts/{uuid}/ending"): {"on": "2022-01-17"},
    ("POST", "/api/v1/enterprises/{code}/projects"): {"code": "DA-MOI", "name": "Mới", "currency": "VND"},
    ("PATCH", "/api/v1/projects/{uuid}"): {"name": "Tên đúng"},
    ("POST", "/api/v1/projects/{uuid}/ending"): {"on": "2022-01-17"},
    ("POST", "/api/v1/projects/{uuid}/certificates"): {
        "number": "GCN-M", "amendment": 1, "issued_on": "2022-01-10", "authority": "Ban", "content": "Tăng vốn",
    },
    ("POST", "/api/v1/enterprises/{code}/sitings"): {"park": "khanh-phu", "on": "2022-01-17", "reason": "x"},
    ("POST", "/api/v1/enterprises/{code}/assignments"): {"officer": "chuyen-vien", "since": "2022-01-17"},
    ("POST", "/api/v1/parks/{code}/plots"): {"code": "CN-99", "area_ha": 1.5},
    ("PUT", "/api/v1/plots/{uuid}"): {"code": "CN-98"},
}  # fmt: skip
API_UUIDS = {
    "obligations": "filed", "consolidations": "consolidation", "documents": "document",
    "exchange-rates": "exchange_rate", "tasks": "task", "passes": "pass", "visitors": "visitor", "rules": "rule",
    "gates": "gate", "devices": "device", "clock-files": "clock_file", "places": "place", "rosters": "roster",
    "roll-calls": "roll_call", "contacts": "contact", "projects": "project", "plots": "plot", "cases": "case",
    "runs": "run",
}  # fmt: skip
