"""The one RSGI entry of `songhanh serve`: what begins with the gates' address goes the lean way, all else to pages."""

import asyncio
from typing import TYPE_CHECKING

from songhanh.config.serving.pages import Pages

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope


class Entry:
    """What the server calls: at its start, for each request, at its end."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        pass

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.pages.close()

    async def __rsgi__(self, scope: "Scope", protocol: "HTTPProtocol") -> None:
        await self.pages.respond(scope, protocol)
