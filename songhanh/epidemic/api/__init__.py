"""Cases and runs through the API: the same actions and checks as the pages; people by their codes, never by names."""

from songhanh.epidemic.api import cases, contacts, runs

routers = [module.router for module in (cases, runs, contacts)]
