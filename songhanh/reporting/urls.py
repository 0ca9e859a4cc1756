"""Addresses of reporting; forms and periods stand in the address."""

import re

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from songhanh.definitions.forms import form_codes
from songhanh.reporting.views import (
    asking,
    consolidations,
    enterprise,
    figures,
    report_list,
    submitting,
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

app_name = "reporting"
urlpatterns = [
    # Figures and consolidations
    path("figures/<slug:code>/", figures.figure, name="figure"),
    path("consolidations/", consolidations.consolidations, name="consolidations"),
    path("consolidations/<uuid:uuid>/", consolidations.consolidation, name="consolidation"),
    path("consolidations/<uuid:uuid>/edit/", consolidations.edit, name="consolidation_edit"),
    path("consolidations/<uuid:uuid>/submit/", consolidations.submit, name="consolidation_submit"),
    path("consolidations/<uuid:uuid>/approve/", consolidations.approve, name="consolidation_approve"),
    path("consolidations/<uuid:uuid>/return/", consolidations.send_back, name="consolidation_return"),
    path("consolidations/<uuid:uuid>/file/<slug:form>/", consolidations.download, name="consolidation_file"),
    path(
        "consolidations/<uuid:uuid>/figures/<slug:code>/",
        figures.consolidation_figure,
        name="consolidation_figure",
    ),
    # Filing one report; `owner` is the enterprise's code, or the project's for forms per project
    path("", report_list.report_list, name="list"),
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
