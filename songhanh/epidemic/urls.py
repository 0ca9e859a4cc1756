"""Addresses of the epidemic: cases, runs, contacts, what was handed over, what is kept how long."""

from django.urls import path

from songhanh.epidemic.views import cases, contacts, counts, handovers, pictures, retention, runs, sheets

app_name = "epidemic"
urlpatterns = [
    path("cases/", cases.case_list, name="cases"),
    path("cases/find/", cases.find, name="find"),
    path("cases/paste/", cases.paste, name="paste"),
    path("cases/of/<uuid:uuid>/", cases.add, name="add-case"),
    path("cases/<uuid:uuid>/", cases.case_page, name="case"),
    path("cases/<uuid:uuid>/correct/", cases.correct, name="case-correct"),
    path("cases/<uuid:uuid>/withdraw/", cases.withdraw, name="case-withdraw"),
    path("cases/<uuid:uuid>/name/", cases.reveal, name="case-name"),
    path("cases/<uuid:uuid>/name/hide/", cases.hide, name="case-name-hide"),
    path("runs/", runs.run_list, name="runs"),
    path("runs/add/", runs.add, name="add-run"),
    path("runs/<uuid:uuid>/", runs.run_page, name="run"),
    path("runs/<uuid:uuid>/_pictures/", pictures.fragment, name="run-pictures"),
    path("runs/<uuid:uuid>/sheets/", sheets.sheet_page, name="run-sheets"),
    path("runs/<uuid:uuid>/names/", runs.reveal, name="run-names"),
    path("runs/<uuid:uuid>/names/hide/", runs.hide, name="run-names-hide"),
    path("runs/<uuid:uuid>/repeat/", runs.repeat, name="run-repeat"),
    path("runs/<uuid:uuid>/counts/", counts.count_page, name="run-counts"),
    path("runs/<uuid:uuid>/hand-over/", handovers.hand_over, name="run-hand-over"),
    path("runs/<uuid:uuid>/people/<int:number>/", contacts.contact_page, name="contact"),
    path("handed/", handovers.handed_list, name="handed-list"),
    path("handed/<uuid:uuid>/", handovers.handed_page, name="handed"),
    path("handed/<uuid:uuid>/receive/", handovers.receive, name="handed-receive"),
    path("handed/<uuid:uuid>/keep-out/", handovers.keep_out, name="handed-keep-out"),
    path("handed/<uuid:uuid>/take-back/", handovers.take_back, name="handed-take-back"),
    path("retention/", retention.retention, name="retention"),
]
