"""Every address of the product, as Django resolves it, and what its arguments name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from songhanh.config.api import api

Gates = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Route:
    """One address: `gates` are what the view declares (None: nothing), `operations` those of the API."""

    name: str
    pattern: str
    arguments: tuple[str, ...]
    gates: Gates | None

    @property
    def of_api(self) -> bool:
        """Whether programs ask here."""
        return self.name.startswith("api:")


@dataclass(frozen=True)
class Operation:
    """One operation of the API."""

    method: str
    path: str
    gates: Gates
    queries: tuple[str, ...]


def routes() -> list[Route]:
    """All named addresses of our own (the sign-in library's have no objects of ours)."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: Any, prefix: str, space: str) -> Iterator[Route]:
    for each in patterns:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each.url_patterns, pattern, inner)
        elif isinstance(each, URLPattern) and each.name:
            arguments = tuple(_parameters(pattern))
            yield Route(space + each.name, pattern, arguments, getattr(each.callback, "gates", None))


def _parameters(pattern: str) -> Iterator[str]:
    for part in pattern.split("<")[1:]:
        yield part.split(">")[0].split(":")[-1]


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation of the API, with its gates and the names of its query parameters."""
    described = api.get_openapi_schema(path_prefix="/api/v1/")
    found = []
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                method = operation.methods[0]
                full = "/api/v1" + path
                said = described["paths"][full][method.lower()]
                queries = tuple(each["name"] for each in said["parameters"] if each["in"] == "query")
                found.append(Operation(method, full, operation.view_func.gates, queries))
    return tuple(found)
