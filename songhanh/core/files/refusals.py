"""Why a file is refused: a code, the values, and the words that say what to do."""

from collections.abc import Mapping

Value = str | int

# code: (Vietnamese, English). Placeholders are the keys of FileError.values.
MESSAGES: dict[str, tuple[str, str]] = {
    "empty": (
        "Tệp rỗng (0 byte). Mở lại tệp trong Excel, lưu rồi gửi lại.",
        "The file is empty (0 bytes). Open it in Excel, save it and send it again.",
    ),
    "too_large": (
        "Tệp nặng {size} MB, giới hạn là {limit} MB. "
        "Xóa ảnh và các trang không cần, hoặc chia thành nhiều tệp.",
        "The file has {size} MB, the limit is {limit} MB. Remove pictures and unneeded sheets, or split it.",
    ),
    "bomb": (
        "Tệp bung ra quá lớn (mục «{entry}»), không mở để giữ an toàn. Lưu lại bằng Excel rồi gửi lại.",
        "The file unpacks to far too much (entry “{entry}”) and is not opened. Save it again with Excel.",
    ),
    "too_many_entries": (
        "Tệp có {found} mục bên trong, giới hạn là {limit}. Lưu lại bằng Excel thành tệp mới rồi gửi lại.",
        "The file has {found} parts inside, the limit is {limit}. Save it as a new file with Excel.",
    ),
    "entity": (
        "Tệp có khai báo thực thể XML (mục «{entry}»), Excel không bao giờ ghi như vậy. "
        "Lưu lại bằng Excel rồi gửi lại.",
        "The file declares XML entities (entry “{entry}”), which Excel never does. Save it again with Excel.",
    ),
    "corrupt": (
        "Tệp bị hỏng hoặc tải lên dở dang ({detail}). Mở lại trong Excel, lưu thành tệp mới rồi gửi lại.",
        "The file is damaged or was cut short ({detail}). Open it in Excel, save a new copy and send that.",
    ),
    "encrypted": (
        "Tệp có mật khẩu mở. Bỏ mật khẩu trong Excel (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi gửi lại.",
        "The file needs a password to open. Remove it in Excel (File › Info › Protect Workbook).",
    ),
    "html": (
        "Tệp «{name}» thực ra là trang web (HTML), không phải bảng tính. "
        "Mở trong Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại.",
        "The file “{name}” is really a web page (HTML). Open it in Excel and save it as .xlsx.",
    ),
    "xml_spreadsheet": (
        "Tệp «{name}» ở dạng XML cũ (Excel 2003). Mở trong Excel, chọn Lưu thành dạng .xlsx rồi gửi lại.",
        "The file “{name}” is an old XML spreadsheet (Excel 2003). Open it in Excel and save it as .xlsx.",
    ),
    "pdf": (
        "Tệp «{name}» thực ra là PDF, không đọc được thành bảng. Gửi tệp Excel gốc.",
        "The file “{name}” is really a PDF. Send the Excel file it was made from.",
    ),
    "archive": (
        "Tệp «{name}» là tệp nén. Giải nén rồi gửi tệp Excel bên trong.",
        "The file “{name}” is an archive. Unpack it and send the Excel file inside.",
    ),
    "document": (
        "Tệp «{name}» là tài liệu văn bản hoặc trình chiếu. "
        "Chép bảng sang Excel, lưu dạng .xlsx rồi gửi lại.",
        "The file “{name}” is a text document or slides. Copy the table to Excel and save it as .xlsx.",
    ),
    "image": (
        "Tệp «{name}» là ảnh, không đọc được thành bảng. Gửi tệp Excel gốc.",
        "The file “{name}” is a picture. Send the Excel file.",
    ),
    "unknown": (
        "Không nhận ra tệp «{name}». Đọc được: .xlsx, .xlsm, .xls, .xlsb, .ods, .csv, .tsv.",
        "The file “{name}” is not recognised. Readable: .xlsx, .xlsm, .xls, .xlsb, .ods, .csv, .tsv.",
    ),
    "encoding": (
        "Không nhận ra bảng mã của tệp văn bản. Mở trong Excel, lưu dạng .xlsx hoặc «CSV UTF-8» rồi gửi lại.",
        "The text encoding is not recognised. Save the file as .xlsx or “CSV UTF-8” with Excel.",
    ),
    "too_many_sheets": (
        "Tệp có {found} trang tính, giới hạn là {limit}. Giữ lại trang cần gửi.",
        "The file has {found} sheets, the limit is {limit}. Keep the sheets to be sent.",
    ),
    "too_many_rows": (
        "Trang «{sheet}» có dữ liệu ít nhất tới dòng {found}, giới hạn là {limit}. "
        "Xóa các dòng thừa dưới bảng (chọn dòng, bấm Xóa), hoặc chia thành nhiều tệp.",
        "Sheet “{sheet}” has data at least down to row {found}, the limit is {limit}. "
        "Delete the stray rows or split it.",
    ),
    "too_many_columns": (
        "Trang «{sheet}» có dữ liệu tới cột thứ {found}, giới hạn là {limit}. "
        "Xóa các cột thừa bên phải bảng.",
        "Sheet “{sheet}” has data up to column {found}, the limit is {limit}. Delete the stray columns.",
    ),
    "too_many_cells": (
        "Trang «{sheet}» trải rộng {found} ô, giới hạn là {limit}. "
        "Xóa ô lẻ nằm xa bảng, hoặc chia thành nhiều tệp.",
        "Sheet “{sheet}” spreads over {found} cells, the limit is {limit}. Delete stray cells or split it.",
    ),
    "no_sheet": (
        "Không có trang tính nào đang hiện. Bỏ ẩn trang cần gửi rồi gửi lại.",
        "No sheet is visible. Unhide the sheet to be sent.",
    ),
    "sheet_not_found": (
        "Không có trang «{sheet}». Tệp có: {found}.",
        "There is no sheet “{sheet}”. The file has: {found}.",
    ),
    "no_table": (
        "Trang «{sheet}» không có dòng tiêu đề bảng nhận ra được. Cần có các cột: {expected}.",
        "Sheet “{sheet}” has no table heading that is recognised. Needed columns: {expected}.",
    ),
}


class FileError(Exception):
    """A file or a sheet is refused. `code` is a key of MESSAGES; `values` what was found and the bounds."""

    def __init__(self, code: str, values: Mapping[str, Value] | None = None) -> None:
        self.code = code
        self.values = dict(values or {})
        super().__init__(f"{code}: {self.message('en')}")

    def message(self, language: str = "vi") -> str:
        """The reason in plain words; `language` is "vi" or "en", numbers grouped as that language does."""
        template = MESSAGES[self.code][1 if language == "en" else 0]
        mark = "," if language == "en" else "."
        words = {key: _grouped(value, mark) for key, value in self.values.items()}
        return template.format_map(words)


def _grouped(value: Value, mark: str) -> str:
    return f"{value:,}".replace(",", mark) if isinstance(value, int) else value
