"""The ``songhanh`` command: Django's management commands under the product's name."""

import os
import sqlite3
import sys

from songhanh.config.disk import said


def main() -> None:
    """Run ``songhanh COMMAND …``; every command lies in a slice's ``management/commands``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songhanh.config.settings")
    os.umask(0o077)  # what it keeps and writes is for its own account alone
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (needs the variable above)

    try:
        execute_from_command_line(["songhanh", *sys.argv[1:]])
    except (OSError, sqlite3.Error) as error:
        sys.exit(said(error))
    except Exception as error:
        # Django's wrapping of the driver's errors; anything else is a fault of ours and keeps its trace.
        if not isinstance(error.__cause__, sqlite3.OperationalError):
            raise
        sys.exit(said(error.__cause__))
