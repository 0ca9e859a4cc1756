"""Presence through the API: the same actions and checks as the pages."""

from songhanh.presence.api import roll_calls, rosters, whereabouts

routers = [module.router for module in (whereabouts, rosters, roll_calls)]
