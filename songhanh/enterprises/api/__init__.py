"""The register through the API: the same actions, policies and presenters as the pages."""

from songhanh.enterprises.api import charge, contacts, enterprises, projects

routers = [module.router for module in (enterprises, contacts, projects, charge)]
