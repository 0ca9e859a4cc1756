"""Migrations make what the models say: most tests lay their tables out from the models alone (--no-migrations)."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test.utils import override_settings
from django.utils.translation import override


def missing(models: ProjectState) -> set[str]:
    """Apps whose models are not what their migrations make."""
    with override_settings(MIGRATION_MODULES={}), override(None):  # words of models stand there untranslated
        loader = MigrationLoader(None)
        return set(MigrationAutodetector(loader.project_state(), models).changes(graph=loader.graph))


def test_no_change_of_a_model_is_without_its_migration() -> None:
    assert missing(ProjectState.from_apps(apps)) == set()


def test_a_missing_migration_is_found() -> None:
    changed = ProjectState.from_apps(apps)
    changed.remove_field("presence", "rollcall", "reason")
    assert missing(changed) == {"presence"}
