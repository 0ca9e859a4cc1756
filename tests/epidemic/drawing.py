"""The pictures of a run in the welding shop, as the page draws them and as a browser gets them."""

import html

from django.test import Client
from django.urls import reverse

from songhanh.core.scope import EVERYTHING
from songhanh.epidemic.presenters.pictures import EVERYBODY, Asked, Found, Pictures, found_in, pictures
from songhanh.epidemic.queries import runs
from tests.epidemic.cast import TODAY
from tests.epidemic.welding import Outbreak


def address(found: Outbreak, part: str = "") -> str:
    return reverse("epidemic:run", args=[found.run.uuid]) + part


def contacts(found: Outbreak, asked: Asked = EVERYBODY) -> Found:
    result = runs.result(found.run)
    assert found.case.person_id is not None
    people = [found.case.person_id]
    return found_in(
        result, runs.answers(found.run), people, charge=None, scope=EVERYTHING, on=TODAY, asked=asked
    )


def drawn(found: Outbreak, asked: Asked) -> Pictures:
    return pictures(
        contacts(found, asked),
        asked,
        cases=[(found.case.code, "/case/")],
        links=lambda tier, unit: f"?{tier}&{unit}",
        person_url=lambda number: f"/{number}/",
        scope=EVERYTHING,
        on=TODAY,
    )


def text(client: Client, url: str, **headers: str) -> str:
    answer = client.get(url, **headers)  # type: ignore[arg-type]
    assert answer.status_code == 200, url
    return html.unescape(answer.content.decode())
