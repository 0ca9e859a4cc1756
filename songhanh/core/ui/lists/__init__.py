"""The one mechanism of list pages: columns, filters and sorts are declared, the query string asks.

page = list_page(request, rows, SPEC)  # a frozen ListPage for {% include "core/list.html" %}
return list_answer(request, rows, SPEC, "x/y_list.html")  # or the whole answer, export included
"""

from songhanh.core.ui.lists.answer import list_answer
from songhanh.core.ui.lists.page import ListPage, list_page
from songhanh.core.ui.lists.spec import Batch, Column, Empty, Filter, Kind, ListSpec, Preset

__all__ = [
    "Batch",
    "Column",
    "Empty",
    "Filter",
    "Kind",
    "ListPage",
    "ListSpec",
    "Preset",
    "list_answer",
    "list_page",
]
