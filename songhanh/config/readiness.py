"""What must be right before the server starts; each fault is said in a sentence with what to do."""

import errno
import socket
import ssl
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from songhanh.config.backups.keys import key_fits
from songhanh.config.disk import folder_words

ROOM = 16 * 1024 * 1024  # bytes that must be free: the write-ahead log of a large import
BUILT = ("app.css", "app.js")


class NotReadyError(RuntimeError):
    """Said to the operator as it is."""


def check_folder() -> None:
    """The data folder can be written and has room."""
    folder = Path(settings.VAR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder) as file:
            file.truncate(0)
            file.write(bytes(ROOM))
            file.flush()
    except OSError as error:
        raise NotReadyError(folder_words(str(folder), error)) from error


def check_static() -> None:
    """The built style sheet and script are there."""
    (Path(settings.VAR) / "static").mkdir(
        parents=True, exist_ok=True
    )  # whitenoise looks there before the finders
    missing = [name for name in BUILT if finders.find(name) is None]
    if missing:
        raise NotReadyError(
            _("Chưa có giao diện đã dựng (%(files)s). Chạy bin/setup, hoặc cài từ gói wheel.")
            % {"files": ", ".join(missing)}
        )


def check_key() -> None:
    """Restored data waits for the key it was written with."""
    if not key_fits():
        raise NotReadyError(
            _(
                "Dữ liệu đã khôi phục cần khóa định danh cũ. Chép khóa đó vào %(file)s, hoặc đặt SONGHANH_IDENTITY_KEY."
            )
            % {"file": Path(settings.VAR) / "identity.key"}
        )


def check_port(host: str, port: int) -> None:
    """Nobody else listens there."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except socket.gaierror as error:
        raise NotReadyError(_("Không có địa chỉ «%(host)s» trên máy này.") % {"host": host}) from error
    except OSError as error:
        raise NotReadyError(_port_words(host, port, error)) from error


def _port_words(host: str, port: int, error: OSError) -> str:
    values = {"host": host, "port": port, "other": port + 1}
    if error.errno == errno.EADDRINUSE:
        return (
            _("Cổng %(port)s đang có chương trình khác dùng. Chọn cổng khác: songhanh serve --port %(other)s")
            % values
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return _("Tài khoản này không được mở cổng %(port)s. Chọn cổng từ 1024 trở lên.") % values
    return _("Không mở được %(host)s cổng %(port)s: %(why)s.") % {**values, "why": error.strerror}


def check_certificate(certificate: Path, key: Path) -> None:
    """Both files can be read and belong together."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
    except (OSError, ssl.SSLError) as error:
        raise NotReadyError(
            _(
                "Chứng thư %(certificate)s và khóa %(key)s không dùng được: %(why)s. "
                "Cần tệp PEM, khóa không đặt mật khẩu."
            )
            % {"certificate": certificate, "key": key, "why": error.strerror or error}
        ) from error


def missing_migrations() -> list[str]:
    """Steps the database has not taken yet; one that is newer than the program, or silent, is refused."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise NotReadyError(
            _("Không nối được cơ sở dữ liệu: %(why)s") % {"why": str(error).strip()}
        ) from error
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    ours = {app for app, name in executor.loader.disk_migrations}
    newer = sorted(f"{app}.{name}" for app, name in unknown if app in ours)
    if newer:
        raise NotReadyError(
            _("Cơ sở dữ liệu mới hơn bản cài (%(steps)s). Cài bản Song Hành mới hơn.")
            % {"steps": ", ".join(newer)}
        )
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, back in steps]
