"""Addresses of people, from the root: the Board's pages under people/, the enterprise's under desk/people/."""

from django.urls import path

from songhanh.people.views import import_cells, imports, lists, persons, retention

app_name = "people"
urlpatterns = [
    path("people/", lists.people_list, name="list"),
    path("people/origin/", lists.origins, name="origins"),
    path("people/retention/", retention.retention, name="retention"),
    path("people/retention/<slug:code>/erase/", retention.erase, name="erase"),
    path("people/<uuid:uuid>/", persons.person, name="person"),
    path("people/<uuid:uuid>/reveal/", persons.reveal, name="reveal"),
    path("desk/people/", lists.desk_list, name="desk-list"),
    path("desk/people/add/", persons.add, name="add"),
    path("desk/people/<uuid:uuid>/", persons.desk_person, name="desk-person"),
    path("desk/people/<uuid:uuid>/correct/", persons.correct, name="correct"),
    path("desk/people/<uuid:uuid>/move/", persons.move, name="move"),
    path("desk/people/<uuid:uuid>/end/", persons.end, name="end"),
    path("desk/people/import/", imports.upload, name="upload"),
    path("desk/people/import/<uuid:uuid>/", imports.preview, name="import"),
    path("desk/people/import/<uuid:uuid>/rows/<int:row>/", import_cells.import_row, name="import-row"),
    path("desk/people/import/<uuid:uuid>/take/", imports.take, name="import-take"),
    path("desk/people/import/<uuid:uuid>/drop/", imports.drop, name="import-drop"),
    path("desk/people/import/<uuid:uuid>/undo/", imports.undo, name="import-undo"),
    path("desk/people/import/<uuid:uuid>/marked/", imports.marked_file, name="import-marked"),
]
