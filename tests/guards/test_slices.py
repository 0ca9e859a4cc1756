"""No slice uses another's pages: across slices only models, queries, policies and actions."""

import grimp

from .tree import SLICES

PAGES = {"views", "forms", "urls", "api", "presenters", "admin", "jobs", "clock_jobs"}


def reaches_into_pages(importer: str, imported: str) -> bool:
    """Does a module of one slice import another slice's pages? (`config` wires them all together and may.)"""
    from_, to = importer.split("."), imported.split(".")
    return (
        len(from_) > 1
        and len(to) > 2
        and from_[1] in SLICES
        and to[1] in SLICES
        and from_[1] != to[1]
        and to[2] in PAGES
    )


def test_no_slice_uses_the_pages_of_another() -> None:
    graph = grimp.build_graph("songhanh", exclude_type_checking_imports=True)
    found = [
        f"{module} -> {imported}"
        for module in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(module))
        if reaches_into_pages(module, imported)
    ]
    assert len(graph.modules) > 100
    assert found == []


def test_reaching_into_pages_is_found() -> None:
    assert reaches_into_pages("songhanh.reporting.views.authority", "songhanh.people.presenters")
    assert reaches_into_pages("songhanh.reporting.queries", "songhanh.parks.views.public")
    assert not reaches_into_pages("songhanh.reporting.views.authority", "songhanh.reporting.presenters")
    assert not reaches_into_pages("songhanh.reporting.actions.file", "songhanh.people.queries")
    assert not reaches_into_pages("songhanh.config.urls", "songhanh.people.urls")
