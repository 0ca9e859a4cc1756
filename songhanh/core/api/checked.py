"""What a model's own checks refuse, said as a rule's no."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from songhanh.core.reasons import RefusedError


@contextmanager
def checked() -> Iterator[None]:
    """Around an act: a field that is not right is 409 with the words of the page, not a fault."""
    try:
        yield
    except ValidationError as error:
        by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        said = [f"{name}: {words}" if name else words for name, all_ in by_field.items() for words in all_]
        raise RefusedError("invalid", "%(said)s", said="; ".join(said)) from error
