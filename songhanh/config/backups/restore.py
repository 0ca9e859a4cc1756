"""Putting a backup into an empty database: all of it or nothing, and proved equal before it counts."""

import json
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from songhanh.config.backups.archive import BackupError, extract_files, opened_backup, stored_hashes
from songhanh.config.backups.keys import expected, key_fingerprint
from songhanh.config.backups.stream import drop_stream, load_stream, stream_hash, stream_is_empty
from songhanh.config.backups.tables import AT_ONCE, columns, table_hashes, tables, values_of
from songhanh.core.bulk import write_columns
from songhanh.gate.stream.scans import TABLE

# Filled by `migrate` itself: not a sign that somebody works here, and replaced by the backup's own rows.
MADE_BY_MIGRATE = {"django_content_type", "auth_permission"}


def restore_backup(source: Path) -> dict[str, Any]:
    """Restore `source` into this installation, which must be empty; gives the manifest."""
    with opened_backup(source) as (archive, manifest):
        check_empty()
        call_command("migrate", verbosity=0)
        _check_same_migrations(manifest)
        try:
            with transaction.atomic():
                _clear()
                for row in manifest["tables"]:
                    _load(archive, row)
                _reset_sequences()
                _check_equal(manifest)
        except BaseException:
            drop_stream()
            raise
        extract_files(archive, manifest, Path(settings.FILES_ROOT))
        if manifest["identity_key"] != key_fingerprint():
            expected().write_text(manifest["identity_key"] + "\n")
        if manifest["demo"]:
            (Path(settings.VAR) / "demo").touch()
        return manifest


def check_empty() -> None:
    """Refuse a database or a files folder that holds anything of somebody's."""
    present = set(connection.introspection.table_names())
    for model in tables():
        table = model._meta.db_table
        if table in present and table not in MADE_BY_MIGRATE and models.QuerySet(model).exists():
            raise BackupError(
                _("Cơ sở dữ liệu này đang có dữ liệu (bảng %(table)s). Khôi phục vào cơ sở dữ liệu trống.")
                % {"table": table}
            )
    if not stream_is_empty():
        raise BackupError(_("Ở đây đã có lượt quét của các chốt. Khôi phục vào thư mục trống."))
    root = Path(settings.FILES_ROOT)
    if root.exists() and any(root.iterdir()):
        raise BackupError(
            _("Thư mục %(folder)s đang có tệp. Khôi phục vào thư mục trống.") % {"folder": root}
        )


def _check_same_migrations(manifest: dict[str, Any]) -> None:
    here = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    if here != set(manifest["migrations"]):
        raise BackupError(
            _(
                "Bản sao lưu của phiên bản %(theirs)s có cấu trúc khác bản đang cài. "
                "Cài đúng phiên bản đó, khôi phục, rồi nâng cấp."
            )
            % {"theirs": manifest["version"]}
        )


def _clear() -> None:
    for table in sorted(MADE_BY_MIGRATE):  # auth_permission points to django_content_type
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def _load(archive: ZipFile, row: dict[str, Any]) -> None:
    if row["table"] == TABLE:
        with archive.open(f"tables/{TABLE}.jsonl") as lines:
            load_stream(lines)
        return
    model = {model._meta.db_table: model for model in tables()}[row["table"]]
    fields = columns(model)
    with archive.open(f"tables/{row['table']}.jsonl") as lines:
        while batch := list(islice(lines, AT_ONCE)):
            stored = zip(*map(json.loads, batch), strict=True)
            of_fields = zip(fields, stored, strict=True)
            write_columns(model, {field.attname: values_of(field, column) for field, column in of_fields})


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _check_equal(manifest: dict[str, Any]) -> None:
    stored = {found.table: found for found in stored_hashes(manifest)}
    here = [*table_hashes(), stream_hash()]
    different = [found.table for found in here if stored.get(found.table) != found]
    if different:
        raise BackupError(
            _("Bảng %(tables)s không khớp bản sao lưu. Không ghi gì; bản sao lưu có thể đã hỏng.")
            % {"tables": ", ".join(different)}
        )
