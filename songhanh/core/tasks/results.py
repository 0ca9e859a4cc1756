"""The files that tasks make: encrypted piece by piece under TASKS_ROOT, one a task; never part of a backup."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from songhanh.core.sealing import seal, unseal

PIECE = 1024 * 1024
LENGTH = 4  # bytes before each sealed piece


def write_result(task: UUID, pieces: Iterable[bytes], heed: Callable[[], None]) -> int:
    """Seal `pieces`; the file has its name only when it is whole. Its plain size. Raises OSError."""
    path = result_path(task)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = path.with_suffix(".part")
    size = 0
    try:
        with made.open("wb") as file:
            for number, (piece, last) in enumerate(_even(pieces)):
                heed()
                sealed = seal(piece, _purpose(task, number, last=last))
                file.write(len(sealed).to_bytes(LENGTH, "big") + sealed)
                size += len(piece)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    return size


def read_result(task: UUID) -> Iterator[bytes]:
    """The plain pieces. Raises InvalidTag for a file that was changed or cut short, OSError where there is none."""
    with result_path(task).open("rb") as file:
        number, sealed = 0, _next(file.read)
        while sealed:
            following = _next(file.read)
            yield unseal(sealed, _purpose(task, number, last=not following))
            number, sealed = number + 1, following


def has_result(task: UUID) -> bool:
    """Whether the file is there (a restored backup has none)."""
    return result_path(task).is_file()


def delete_result(task: UUID) -> None:
    """For good."""
    result_path(task).unlink(missing_ok=True)


def stored_results() -> list[Path]:
    """Every file there is, half-made ones too."""
    root = Path(settings.TASKS_ROOT)
    return sorted(root.iterdir()) if root.is_dir() else []


def result_path(task: UUID) -> Path:
    """Where a task's file lies."""
    return Path(settings.TASKS_ROOT) / f"{task}.sealed"


def _next(read: Callable[[int], bytes]) -> bytes:
    return read(int.from_bytes(read(LENGTH), "big"))


def _even(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pieces of one size, and whether each is the last: at least one, be it empty."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > PIECE:
            yield bytes(held[:PIECE]), False
            del held[:PIECE]
    yield bytes(held), True


def _purpose(task: UUID, number: int, *, last: bool) -> bytes:
    """Pieces cannot change places, nor can the end be cut off."""
    return f"task result {task} {number}{' last' if last else ''}".encode()
