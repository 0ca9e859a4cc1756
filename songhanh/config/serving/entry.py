"""The one RSGI entry of `songhanh serve`: what begins with the gates' address goes the lean way, all else to pages."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from songhanh.config.serving.pages import Pages
from songhanh.gate.ingest.entry import PREFIX, House, Ingest

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope


class Entry:
    """What the server calls: at its start, for each request, at its end."""

    def __init__(self, pages: Pages, house: Callable[[], House]) -> None:
        self.pages, self.house = pages, house
        self.ingest: Ingest | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.ingest = Ingest(self.house(), loop)

    async def __rsgi__(self, scope: "Scope", protocol: "HTTPProtocol") -> None:
        if self.ingest is not None and scope.path.startswith(PREFIX):
            await self.ingest.respond(scope, protocol)
        else:
            await self.pages.respond(scope, protocol)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.ingest is not None:
            loop.run_until_complete(self.ingest.close())
        self.pages.close()
