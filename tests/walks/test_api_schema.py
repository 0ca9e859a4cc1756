"""The API against its own description: nothing undeclared, nothing accepted that is not as described, no 500."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode

from songhanh.config.api import api
from songhanh.config.wsgi import application
from tests.walks.bodies import API_UUIDS
from tests.walks.cast import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES = 8
schema = schemathesis.openapi.from_dict(
    json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
)
schema.app = application
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@pytest.fixture(autouse=True)
def _taken_back(walk: Walk) -> Iterator[None]:
    """What an operation wrote is gone before the next one; as in Django's own client, no request may end with
    the connection closed in the middle of the transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_operation_keeps_to_the_description(case: Any, walk: Walk) -> None:
    named = walk.named["mau-01"]
    segments = case.operation.path.split("/")
    at_the_gate = segments[3] in {"gate", "presence"}
    own = named.uuids[API_UUIDS.get(segments[4], "pass")] if at_the_gate else named.uuids["obligation"]
    known = {
        "uuid": walk.whole.get(segments[3].rstrip("s"), own),
        "stay": named.uuids["stay"],
        "code": "revenue" if "figures" in case.operation.path else named.enterprise,
    }
    if case.meta is None or case.meta.generation.mode is GenerationMode.POSITIVE:
        case.path_parameters = {
            **case.path_parameters,
            **{k: v for k, v in known.items() if k in case.path_parameters},
        }
    role = "LEADER" if "events" in case.operation.path else "OFFICER"
    role = "ENTERPRISE_REPORTER" if at_the_gate else role
    case.call_and_validate(headers={"Authorization": f"Bearer {walk.tokens[role]}"})


def test_the_description_is_what_is_served(client: Client) -> None:
    assert client.get("/api/v1/openapi.json").json() == schema.raw_schema
