"""From a request to checked values: a project, its end, a certificate or an amendment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.amounts import AmountField
from songhanh.core.ui.days import day_field
from songhanh.enterprises.forms.fields import PlotField, select, text
from songhanh.enterprises.models import Currency, Enterprise, InvestmentCertificate, Project
from songhanh.enterprises.models.project import CODE
from songhanh.parks.models import Plot


class ProjectForm(forms.Form):
    """What stands in the file of a project."""

    name = text(_("Tên dự án"), 300)
    sector = text(_("Mã ngành VSIC"), 10, required=False)
    area_ha = AmountField(label=_("Diện tích đất (ha)"), places=4, digits=6, required=False)
    currency = forms.ChoiceField(label=_("Loại tiền"), choices=Currency.choices, widget=select())
    registered_capital = AmountField(
        label=_("Vốn đăng ký"),
        places=2,
        required=False,
        help_text=_("USD tính bằng đô la; tiền đồng tính bằng triệu đồng."),
    )
    started_on = day_field(
        _("Bắt đầu từ ngày"),
        required=False,
        help_text=_("Từ ngày này dự án nợ báo cáo quý A.III.1. Để trống: từ khi doanh nghiệp hoạt động."),
    )

    field_order = (
        "code",
        "name",
        "sector",
        "plot",
        "area_ha",
        "currency",
        "registered_capital",
        "started_on",
    )

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plot"] = PlotField(
            label=_("Lô đất"),
            queryset=Plot.objects.filter(sitings__enterprise=enterprise).select_related("park").distinct(),
            required=False,
            empty_label=_("Chưa rõ lô"),
            widget=select(),
        )
        self.order_fields(self.field_order)


class NewProjectForm(ProjectForm):
    """Its code too."""

    code = forms.CharField(
        label=_("Mã dự án"),
        max_length=30,
        help_text=_("Mã số dự án trên giấy chứng nhận; đứng trong địa chỉ báo cáo, không đổi về sau."),
        validators=[CODE],
        error_messages={"required": _("Mã dự án: chưa nhập.")},
        widget=forms.TextInput(attrs={"class": "in1"}),
    )

    def clean_code(self) -> str:
        """Each code once, whoever's the other one is."""
        code = str(self.cleaned_data["code"])
        if Project.objects.filter(code__iexact=code).exists():
            raise forms.ValidationError(
                _("Mã dự án «%(code)s» đã dùng. Nhập mã khác."), params={"code": code}
            )
        return code


class EndProjectForm(forms.Form):
    """From which day it is carried out no more."""

    on = day_field(_("Chấm dứt từ ngày"), help_text=_("Từ ngày này dự án không nợ báo cáo."))


class CertificateForm(forms.Form):
    """A certificate as the office issued it; of an amendment also what it changed."""

    number = text(_("Số giấy chứng nhận"), 40)
    amendment = forms.IntegerField(
        label=_("Lần điều chỉnh"),
        min_value=0,
        max_value=99,
        widget=forms.TextInput(attrs={"class": "in1 in1--num", "inputmode": "numeric"}),
        error_messages={
            "required": _("Lần điều chỉnh: chưa nhập. Cấp lần đầu thì nhập 0."),
            "invalid": _("Lần điều chỉnh: nhập số nguyên, ví dụ 0 hoặc 1."),
        },
    )
    issued_on = day_field(_("Ngày cấp"))
    authority = text(_("Cơ quan cấp"), 120)
    registered_capital = AmountField(label=_("Vốn đăng ký"), places=2, required=False)
    content = forms.CharField(
        label=_("Nội dung"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"class": "in1 in1--wide", "rows": 3}),
        error_messages={"max_length": _("Có %(show_value)s ký tự, rút còn không quá %(limit_value)s.")},
    )

    def __init__(
        self,
        *args: Any,
        project: Project,
        amends: InvestmentCertificate | None,
        corrects: InvestmentCertificate | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.amends, self.corrects = amends, corrects
        unit = Currency(project.currency).label
        self.fields["registered_capital"].label = _("Vốn đăng ký (%(unit)s)") % {"unit": unit}
        if corrects is not None:
            del self.fields["amendment"]  # which one it is stays; only what was copied wrongly is put right
        if amends is not None:
            self.fields["content"].label = _("Điều chỉnh những gì")
            self.fields["content"].required = True
            self.fields["content"].error_messages["required"] = _(
                "Điều chỉnh những gì: chưa nhập. Ví dụ tăng vốn, đổi tên dự án, thêm mục tiêu."
            )
            self.fields["registered_capital"].help_text = _("Để trống khi lần này không đổi vốn.")

    def clean(self) -> dict[str, Any]:
        """A number and its amendment once; amendments go up."""
        given = super().clean() or {}
        number, nth = given.get("number"), given.get("amendment")
        if self.corrects is not None:
            nth = self.corrects.amendment
        elif self.amends is not None and nth is not None and nth <= self.amends.amendment:
            words = _("Đã có điều chỉnh lần %(last)s. Nhập số lớn hơn.")
            self.add_error("amendment", forms.ValidationError(words, params={"last": self.amends.amendment}))
        if number and nth is not None and self._is_taken(number, nth):
            words = _("Giấy «%(number)s» điều chỉnh lần %(nth)s đã có trong hệ thống. Kiểm tra số giấy.")
            self.add_error("number", forms.ValidationError(words, params={"number": number, "nth": nth}))
        return given

    def _is_taken(self, number: str, amendment: int) -> bool:
        twins = InvestmentCertificate.objects.filter(number=number, amendment=amendment)
        return (twins.exclude(pk=self.corrects.pk) if self.corrects else twins).exists()
