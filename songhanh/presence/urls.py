"""Addresses of presence: who is inside, roll calls, rosters, days."""

from django.urls import path

from songhanh.presence.views import days, inside, roll_call_phone, roll_calls, rosters, whereabouts

app_name = "presence"
urlpatterns = [
    path("", inside.inside_page, name="inside"),
    path("days/", days.tallies, name="days"),
    path("conflicts/", days.conflicts, name="conflicts"),
    path("conflicts/<str:day>/", days.conflicts, name="conflicts-of"),
    path("lines/", days.lines, name="lines"),
    path("lines/set/", rosters.set_plan, name="set-plan"),
    path("lines/<slug:code>/<str:day>/", days.lines, name="lines-of"),
    path("margins/", rosters.margins, name="margins"),
    path("occupancy/", whereabouts.occupancy_page, name="occupancy"),
    path("occupancy/<slug:code>/<str:day>/", whereabouts.occupancy_page, name="occupancy-of"),
    path("people/<uuid:uuid>/", whereabouts.person, name="person"),
    path("places/<uuid:uuid>/", whereabouts.place, name="place"),
    path("places/<uuid:uuid>/<str:day>/", whereabouts.place, name="place-of"),
    path("rosters/", rosters.roster_list, name="rosters"),
    path("rosters/set/", rosters.set_roster, name="set-roster"),
    path("rosters/<uuid:uuid>/", rosters.roster_page, name="roster"),
    path("rosters/<uuid:uuid>/withdraw/", rosters.withdraw, name="roster-withdraw"),
    path("roll-call/", roll_calls.call_list, name="roll-calls"),
    path("roll-call/start/", roll_calls.start, name="roll-call-start"),
    path("roll-call/phone/", roll_call_phone.phone, name="roll-call-phone"),
    path("roll-call/phone/worker.js", roll_call_phone.worker, name="roll-call-worker"),
    path("roll-call/<uuid:uuid>/", roll_calls.call_page, name="roll-call"),
    path("roll-call/<uuid:uuid>/sheet/", roll_calls.sheet, name="roll-call-sheet"),
    path("roll-call/<uuid:uuid>/names/", roll_calls.names, name="roll-call-names"),
    path("roll-call/<uuid:uuid>/close/", roll_calls.close, name="roll-call-close"),
    path("roll-call/<uuid:uuid>/list/", roll_call_phone.take_along, name="roll-call-list"),
    path("roll-call/<uuid:uuid>/marks/", roll_call_phone.marks, name="roll-call-marks"),
]
