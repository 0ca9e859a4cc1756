"""Importing this makes Django ready, with the scratch folder and database that the environment names."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songhanh.config.settings")
django.setup()
