"""What is wrong with a disk or a database file, in a sentence. Knows no Django: the settings may not have loaded."""

import errno
import os
import sqlite3


def folder_words(folder: str, error: OSError) -> str:
    """A folder or file that cannot be used."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"Hết chỗ trên đĩa chứa {folder}. Giải phóng chỗ rồi chạy lại; dữ liệu đã ghi còn nguyên."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{folder} không ghi được. Cấp quyền ghi cho tài khoản chạy Song Hành, hoặc đặt SONGHANH_VAR."
    return f"Không dùng được {folder}: {error.strerror or error}."


def said(error: OSError | sqlite3.Error) -> str:
    """What a command says instead of a trace."""
    if isinstance(error, OSError):
        return folder_words(str(error.filename or os.environ.get("SONGHANH_VAR", "var")), error)
    text = str(error)
    if "full" in text:
        return "Hết chỗ trên đĩa: không ghi gì thêm, dữ liệu đã ghi còn nguyên. Giải phóng chỗ rồi chạy lại."
    if "readonly" in text or "unable to open" in text:
        return "Cơ sở dữ liệu không ghi được. Cấp quyền ghi vào thư mục dữ liệu, hoặc đặt SONGHANH_VAR."
    if "locked" in text:
        return "Cơ sở dữ liệu đang bận lâu hơn 20 giây. Chờ việc đang chạy xong rồi thử lại."
    if "no such table" in text:
        return "Cơ sở dữ liệu chưa có đủ bảng. Chạy songhanh migrate trước."
    return f"Cơ sở dữ liệu báo lỗi: {text}."
