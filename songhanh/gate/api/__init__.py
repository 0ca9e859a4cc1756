"""The gate through the API: the same actions and checks as the pages. Devices have addresses of their own."""

from songhanh.gate.api import clocks, guests, passes, rules, sites

routers = [module.router for module in (passes, guests, rules, sites, clocks)]
