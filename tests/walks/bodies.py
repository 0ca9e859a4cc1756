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
}
API_UUIDS = {
    "obligations": "filed", "consolidations": "consolidation", "documents": "document",
    "exchange-rates": "exchange_rate", "tasks": "task", "passes": "pass", "visitors": "visitor", "rules": "rule",
    "gates": "gate", "devices": "device", "places": "place",
}  # fmt: skip
