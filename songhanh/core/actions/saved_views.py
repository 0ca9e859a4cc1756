"""«Lưu cách xem này»: keep a list's query string under a name, or take it away."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import SavedView, User


@act("core:saved_view:saved", _("Lưu cách xem"))
def save_view(*, user: User, page: str, name: str, query: str, by: Actor, now: datetime) -> SavedView:
    """The view of that name on that page; a name used before gets the new query."""
    view = SavedView.objects.filter(user=user, page=page, name=name).first()
    view = view or SavedView(user=user, page=page, name=name)
    view.query = query
    view.save()
    return view


@act("core:saved_view:deleted", _("Bỏ cách xem đã lưu"))
def delete_view(*, view: SavedView, by: Actor, now: datetime) -> None:
    """Gone from the tabs; the trail keeps what it was."""
    view.delete()
