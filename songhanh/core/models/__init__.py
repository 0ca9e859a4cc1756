"""The core's tables."""

from songhanh.core.models.api_client import ApiClient
from songhanh.core.models.counter import Counter
from songhanh.core.models.event import ChainHead, Event
from songhanh.core.models.grant import Grant
from songhanh.core.models.notice import Notice
from songhanh.core.models.saved_view import SavedView
from songhanh.core.models.shared_memory import ApiCalls, CacheEntry
from songhanh.core.models.sign_in_tries import SignInTries
from songhanh.core.models.task import OPEN, Task, TaskState
from songhanh.core.models.user import User

__all__ = [
    "OPEN",
    "ApiCalls",
    "ApiClient",
    "CacheEntry",
    "ChainHead",
    "Counter",
    "Event",
    "Grant",
    "Notice",
    "SavedView",
    "SignInTries",
    "Task",
    "TaskState",
    "User",
]
