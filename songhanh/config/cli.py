"""The ``songhanh`` command: Django's management commands under the product's name."""

import os
import sys


def main() -> None:
    """Run ``songhanh COMMAND …``; every command lies in a slice's ``management/commands``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songhanh.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (needs the variable above)

    execute_from_command_line(["songhanh", *sys.argv[1:]])
