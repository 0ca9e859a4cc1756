"""Django's own sentences, as our readers see them: in plain Vietnamese, saying what to do."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from songhanh.core.forms import styled
from tests.core.cast import new_user, signed_in


class Everything(forms.Form):
    """A field for each sentence."""

    heads = forms.IntegerField(label="Số người", min_value=1, max_value=9, required=False)
    name = forms.CharField(max_length=3, required=False)
    kind = forms.ChoiceField(choices=[("a", "A")], required=False)
    on = forms.DateField(required=False)
    file = forms.FileField(required=False)
    park = forms.ChoiceField(label="Khu", choices=[("a", "A")])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"heads": "10"}, "Nhập số không quá 9."),
        ({"heads": "0"}, "Nhập số từ 1 trở lên."),
        ({"heads": "x"}, "Nhập số nguyên."),
        ({"name": "dài quá"}, "Nhập nhiều nhất 3 ký tự; đang có 7."),
        ({"kind": "b"}, "«b» không có trong các lựa chọn. Chọn lại."),
        ({"on": "31/02/2022"}, "Nhập ngày có thật, ví dụ 17/01/2022."),
    ],
)
def test_a_wrong_value_says_what_to_enter(sent: dict[str, str], said: str) -> None:
    with translation.override("vi"):
        assert Everything(sent).errors[next(iter(sent))] == [said]


def test_an_empty_file_and_a_missing_choice() -> None:
    with translation.override("vi"):
        form = Everything({}, {"file": SimpleUploadedFile("a.xlsx", b"")})
        styled(form)
        assert form.errors == {
            "file": ["Tệp gửi lên rỗng (0 byte). Mở tệp trên máy kiểm tra rồi chọn lại."],
            "park": ["Khu: chưa chọn."],
        }


@pytest.mark.django_db
def test_an_act_opened_by_its_address_says_what_to_do() -> None:
    answer = signed_in(new_user("OFFICER")).get("/notices/read/")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "bấm lại nút" in answer.content.decode()
