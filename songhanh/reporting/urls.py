"""Addresses of reporting; forms and periods stand in the address."""

import re

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from songhanh.definitions.forms import form_codes
from songhanh.reporting.views import (
    asking,
    breakdown,
    calendar,
    collecting,
    collection,
    consolidations,
    enterprise,
    enterprise_collection,
    exchange,
    figures,
    home,
    report_list,
    review,
    signing,
    submitting,
    targets,
    uploads,
)


class FormCode(StringConverter):
    """One of the forms there are: «monthly-production»."""

    regex = "|".join(re.escape(code) for code in form_codes())


class PeriodCode(StringConverter):
    """«2021-12», «2021-12-h2», «2021-q4», «2021»."""

    regex = "[0-9]{4}(?:-(?:q[1-4]|h[12]|[01][0-9](?:-h[12])?))?"


register_converter(FormCode, "form")
register_converter(PeriodCode, "period")
REPORT = "<form:form>/<period:period>/<str:owner>/"
PERIOD = "<form:form_code>/<period:period_code>/"
REVIEW = PERIOD + "<str:owner>/review/"

app_name = "reporting"
urlpatterns = [
    # Figures and consolidations
    path("breakdown/", breakdown.breakdown, name="breakdown"),
    path("figures/<slug:code>/", figures.figure, name="figure"),
    path("consolidations/", consolidations.consolidations, name="consolidations"),
    path("consolidations/<uuid:uuid>/", consolidations.consolidation, name="consolidation"),
    path("consolidations/<uuid:uuid>/edit/", consolidations.edit, name="consolidation_edit"),
    path("consolidations/<uuid:uuid>/submit/", consolidations.submit, name="consolidation_submit"),
    path("consolidations/<uuid:uuid>/approve/", signing.approve, name="consolidation_approve"),
    path("consolidations/<uuid:uuid>/return/", consolidations.send_back, name="consolidation_return"),
    path("consolidations/<uuid:uuid>/file/<slug:form>/", consolidations.download, name="consolidation_file"),
    path(
        "consolidations/<uuid:uuid>/figures/<slug:code>/",
        figures.consolidation_figure,
        name="consolidation_figure",
    ),
    path(
        "consolidations/<uuid:uuid>/targets/<int:year>/<slug:code>/",
        targets.consolidation_target,
        name="consolidation_target",
    ),
    # The Board: periods, collecting, reviewing, targets, calendar, rates; before the reports, whose owner may be
    # any word
    path("", home.home, name="list"),
    path("reports/", report_list.report_list, name="reports"),
    path("targets/", targets.targets, name="targets"),
    path("targets/set/", targets.set_, name="target_set"),
    path("targets/<uuid:uuid>/", targets.target, name="target"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<uuid:uuid>/remove/", calendar.remove, name="calendar_remove"),
    path("exchange-rates/", exchange.rates, name="exchange_rates"),
    path("exchange-rates/enter/", exchange.enter, name="exchange_rate_enter"),
    path("exchange-rates/<uuid:uuid>/correct/", exchange.correct, name="exchange_rate_correct"),
    path("exchange-rates/<uuid:uuid>/withdraw/", exchange.withdraw, name="exchange_rate_withdraw"),
    path("enterprises/<slug:code>/", enterprise_collection.enterprise, name="enterprise"),
    path("enterprises/<slug:code>/exempt/", enterprise_collection.exempt, name="enterprise_exempt"),
    path("enterprises/<slug:code>/sync/", enterprise_collection.sync, name="enterprise_sync"),
    path(
        "enterprises/<slug:code>/exemptions/<uuid:uuid>/end/",
        enterprise_collection.end_exemption,
        name="exemption_end",
    ),
    path(f"{PERIOD}raise/", home.raise_period, name="raise"),
    path(f"{PERIOD}collection/", collection.collection, name="collection"),
    path(f"{PERIOD}collection/officers/", collection.collection_officers, name="collection_officers"),
    path(f"{PERIOD}collection/remind/", collecting.remind, name="remind"),
    path(f"{PERIOD}collection/calls/", collecting.calls, name="calls"),
    path(f"{PERIOD}collection/extend/", collecting.extend, name="extend"),
    path(f"{PERIOD}collection/hand-over/", collecting.hand_over, name="hand_over"),
    path(f"{PERIOD}collection/note/", collecting.note, name="note"),
    path(f"{PERIOD}collection/accept/", collecting.accept, name="accept_many"),
    path(REVIEW, review.review, name="review"),
    path(f"{REVIEW}accept/", review.accept, name="review_accept"),
    path(f"{REVIEW}return/", review.return_, name="review_return"),
    path(f"{REVIEW}substitute/", review.substitute, name="review_substitute"),
    # Filing one report; `owner` is the enterprise's code, or the project's for forms per project
    path(REPORT, enterprise.report, name="report"),
    path(f"{REPORT}cell/", enterprise.cell, name="cell"),
    path(f"{REPORT}copy/", enterprise.copy, name="copy"),
    path(f"{REPORT}discard/", enterprise.discard, name="discard"),
    path(f"{REPORT}check/", submitting.check, name="check"),
    path(f"{REPORT}submit/", submitting.submit, name="submit"),
    path(f"{REPORT}take-back/", submitting.take_back, name="take_back"),
    path(f"{REPORT}send-back/", submitting.send_back, name="send_back"),
    path(f"{REPORT}filed/", submitting.filed, name="filed"),
    path(f"{REPORT}receipt/<str:number>/", submitting.receipt, name="receipt"),
    path(f"{REPORT}history/", submitting.history, name="history"),
    path(f"{REPORT}questions/", asking.questions, name="questions"),
    path(f"{REPORT}questions/<uuid:uuid>/answer/", asking.answer, name="answer"),
    path(f"{REPORT}workbook/", uploads.template, name="workbook"),
    path(f"{REPORT}upload/", uploads.upload, name="upload"),
    path(f"{REPORT}upload/<uuid:uuid>/", uploads.uploaded, name="uploaded"),
    path(f"{REPORT}upload/<uuid:uuid>/marked/", uploads.marked, name="marked"),
    # last: a section's code may be any word
    path(f"{REPORT}<str:code>/", enterprise.section, name="section"),
]
