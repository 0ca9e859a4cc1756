"""Files and search words of tasks that have had their time: really deleted."""

from datetime import datetime

from songhanh.core import queries
from songhanh.core.actions.tasks import note_clearing
from songhanh.core.actor import system
from songhanh.core.models import Task, TaskState
from songhanh.core.tasks.results import delete_result, result_path, stored_results


def clear_tasks(now: datetime) -> None:
    """Expired ones; and files that belong to no task any more (a restored database, a killed process)."""
    for task in queries.tasks_to_clear(now=now):
        delete_result(task.uuid)
        note_clearing(task=task, by=system("job"), now=now)
    stored = stored_results()
    if not stored:
        return
    wanted = Task.objects.filter(state=TaskState.DONE, cleared_at=None).exclude(result_name="")
    kept = {result_path(uuid) for uuid in wanted.values_list("uuid", flat=True)}
    running = Task.objects.filter(state=TaskState.RUNNING).values_list("uuid", flat=True)
    kept |= {path for uuid in running for path in (result_path(uuid), result_path(uuid).with_suffix(".part"))}
    for path in stored:
        if path not in kept:
            path.unlink(missing_ok=True)
