"""Writing a backup and reading it back: a zip of `manifest.json`, `tables/*.jsonl` and `files/`."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

import songhanh
from songhanh.config.backups.keys import key_fingerprint
from songhanh.config.backups.snapshot import snapshot
from songhanh.config.backups.stream import NAMES, stream_lines
from songhanh.config.backups.tables import TableHash, columns, lines, tables
from songhanh.gate.stream.scans import TABLE

FORMAT = 1


class BackupError(RuntimeError):
    """Said to the operator as it is."""


def write_backup(target: Path, *, now: datetime) -> dict[str, Any]:
    """Write everything to `target`, which appears only when it is complete; gives the manifest."""
    if target.exists():
        raise BackupError(
            _("Tệp %(file)s đã có. Chọn tên khác: bản sao lưu cũ không bị ghi đè.") % {"file": target}
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".backup-", delete=False) as file:
        made = Path(file.name)  # owner-only, as every file of this module
        try:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=4) as archive:
                manifest = _fill(archive, target.parent, now)
            file.flush()
            os.fsync(file.fileno())
            made.rename(target)
        except BaseException:
            made.unlink(missing_ok=True)
            raise
    return manifest


def _fill(archive: ZipFile, folder: Path, now: datetime) -> dict[str, Any]:
    with snapshot(folder) as alias:
        stored = [_write_model(archive, model, alias) for model in tables()]
        stored.append(_write_table(archive, TABLE, NAMES, stream_lines(alias)))
        applied = sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connections[alias]).applied_migrations()
        )
    manifest = {
        "format": FORMAT,
        "version": songhanh.__version__,
        "made_at": now.isoformat(),
        "database": connection.vendor,
        "identity_key": key_fingerprint(),
        "demo": settings.DEMO,
        "migrations": applied,
        "tables": stored,
        "files": [_write_file(archive, path) for path in _files()],
    }
    archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _write_model(archive: ZipFile, model: Any, alias: str) -> dict[str, Any]:
    names = [field.column for field in columns(model)]
    return _write_table(archive, model._meta.db_table, names, lines(model, alias))


def _write_table(archive: ZipFile, name: str, names: list[str], rows: Iterable[bytes]) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"tables/{name}.jsonl", "w", force_zip64=True) as out:
        for line in rows:
            out.write(line)
            digest.update(line)
            count += 1
    return {"table": name, "columns": names, "rows": count, "sha256": digest.hexdigest()}


def _files() -> list[Path]:
    root = Path(settings.FILES_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file()) if root.exists() else []


def _write_file(archive: ZipFile, path: Path) -> dict[str, str]:
    name = path.relative_to(settings.FILES_ROOT).as_posix()
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    archive.write(path, f"files/{name}")
    return {"name": name, "sha256": sha256}


@contextmanager
def opened_backup(source: Path) -> Iterator[tuple[ZipFile, dict[str, Any]]]:
    """The archive and its manifest; a damaged or foreign file is refused in words."""
    try:
        with ZipFile(source) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] != FORMAT:
                raise BackupError(
                    _("%(file)s là bản sao lưu kiểu %(format)s, bản cài này đọc kiểu %(own)s.")
                    % {"file": source, "format": manifest["format"], "own": FORMAT}
                )
            yield archive, manifest
    except FileNotFoundError as error:
        raise BackupError(_("Không có tệp %(file)s.") % {"file": source}) from error
    except (BadZipFile, KeyError, json.JSONDecodeError) as error:
        raise BackupError(
            _("%(file)s không phải bản sao lưu của Song Hành, hoặc đã hỏng.") % {"file": source}
        ) from error


def extract_files(archive: ZipFile, manifest: dict[str, Any], root: Path) -> int:
    """Uploads back under `root`; a name that leads out of it is refused."""
    for entry in manifest["files"]:
        target = (root / entry["name"]).resolve()
        if not target.is_relative_to(root.resolve()):
            raise BackupError(
                _("Tệp %(name)s trong bản sao lưu chỉ ra ngoài thư mục.") % {"name": entry["name"]}
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(f"files/{entry['name']}") as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)
    return len(manifest["files"])


def stored_hashes(manifest: dict[str, Any]) -> list[TableHash]:
    """The tables' hashes as they were when the backup was made."""
    return [TableHash(row["table"], row["rows"], row["sha256"]) for row in manifest["tables"]]
