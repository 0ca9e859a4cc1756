"""How tests of people's pages look at them and send lists."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

UNKNOWN = "00000000-0000-4000-8000-000000000000"
TOKEN = re.compile(r'(?:csrfmiddlewaretoken" value=|CSRFToken": )"[^"]*"')


def text(client: Client, url: str, **query: Any) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return TOKEN.sub("", answer.content.decode())


def send(client: Client, content: bytes, **values: Any) -> Any:
    file = SimpleUploadedFile("danh-sach.xlsx", content)
    return client.post(
        "/desk/people/import/", {"file": file, "listed_on": "2022-01-17", "enterprise": "mau-01", **values}
    )
