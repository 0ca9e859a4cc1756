from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from songhanh.core.models import Event
from songhanh.people.models import Employment, PeopleImport
from tests.people.cast import Cast
from tests.people.lists import workbook, worker


def test_import_takes_a_list(cast: Cast, tmp_path: Path) -> None:
    file, out = tmp_path / "a.xlsx", StringIO()
    file.write_bytes(workbook(worker(1), worker(2)))
    call_command("import", str(file), "--on=2021-12-31", enterprise="mau-01", by="mau-01", stdout=out)
    assert "Đã ghi: 2 người mới" in out.getvalue()
    assert Employment.objects.count() == 2
    assert Event.objects.filter(name="people:import:taken_at_once", after__file_hash__isnull=False).exists()


def test_import_says_what_is_wrong_and_marks_the_file(cast: Cast, tmp_path: Path) -> None:
    file, sent, errors = tmp_path / "a.xlsx", tmp_path / "b.xlsx", StringIO()
    file.write_bytes(workbook(worker(1), worker(2, **{"Ngày sinh": "31/02/1991"})))
    with pytest.raises(CommandError, match="Còn 1 dòng có lỗi") as refused:
        call_command("import", str(file), enterprise="mau-01", by="mau-01", marked=sent, stderr=errors)
    assert refused.value.returncode == 1
    assert "Ngày sinh · 1 dòng · D3" in errors.getvalue()
    assert Employment.objects.count() == 0
    assert PeopleImport.objects.get().state == "CHECKED"
    assert load_workbook(sent)["Sheet"]["D3"].comment is not None
    call_command("import", str(file), "--only-right-rows", enterprise="mau-01", by="mau-01", stderr=errors)
    assert Employment.objects.get().employee_code == "NL-0001"


@pytest.mark.parametrize(
    ("options", "code"), [({"by": "ai-do"}, 2), ({"enterprise": "mau-02"}, 2), ({"by": "kiem-tra"}, 1)]
)
def test_import_is_for_who_may(cast: Cast, tmp_path: Path, options: dict[str, str], code: int) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook(worker(1)))
    with pytest.raises(CommandError) as refused:
        call_command("import", str(file), **{"enterprise": "mau-01", "by": "mau-01", **options})
    assert refused.value.returncode == code
    assert PeopleImport.objects.count() == 0
