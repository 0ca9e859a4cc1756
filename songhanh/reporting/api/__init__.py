"""Reporting through the API: the same actions, presenters and checks as the pages."""

from songhanh.reporting.api import (
    collection,
    consolidations,
    drafts,
    exchange,
    figures,
    forms,
    obligations,
    reviews,
    targets,
    versions,
)

routers = [
    module.router
    for module in (
        forms,
        obligations,
        drafts,
        versions,
        reviews,
        collection,
        targets,
        exchange,
        figures,
        consolidations,
    )
]
