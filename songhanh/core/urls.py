"""Addresses of the core: one's own settings and saved views, users, API clients, the audit trail, notices, tasks."""

from django.urls import path

from songhanh.core.views import api_clients, audit, notices, profile, saved_views, tasks, users

app_name = "core"
urlpatterns = [
    path("profile/", profile.edit, name="profile"),
    path("profile/views/save/", saved_views.save, name="save-view"),
    path("profile/views/<uuid:uuid>/delete/", saved_views.delete, name="delete-view"),
    path("stay/", profile.stay, name="stay"),
    path("settings/users/", users.user_list, name="users"),
    path("settings/invite/", users.invite, name="user-invite"),
    path("settings/users/<str:username>/", users.user_page, name="user"),
    path("settings/users/<str:username>/change/", users.change, name="user-change"),
    path("settings/users/<str:username>/unlock/", users.unlock, name="user-unlock"),
    path("settings/users/<str:username>/invite-again/", users.invite_once_more, name="user-invite-again"),
    path("settings/users/<str:username>/second-factor/", users.second_factor, name="user-second-factor"),
    path("settings/users/<str:username>/grants/", users.grant, name="user-grant"),
    path("settings/users/<str:username>/grants/<uuid:uuid>/", users.revoke, name="user-revoke"),
    path("settings/users/<str:username>/hand-over/", users.hand_over, name="user-hand-over"),
    path("settings/api/", api_clients.client_list, name="api-clients"),
    path("settings/api/issue/", api_clients.issue, name="api-issue"),
    path("settings/api/<uuid:uuid>/renew/", api_clients.renew, name="api-renew"),
    path("settings/api/<uuid:uuid>/revoke/", api_clients.revoke, name="api-revoke"),
    path("settings/audit/", audit.event_list, name="audit"),
    path("settings/audit/<int:number>/", audit.event_page, name="event"),
    path("notices/", notices.notice_list, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/<uuid:uuid>/read/", notices.read, name="notice-read"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/<uuid:uuid>/", tasks.task, name="task"),
    path("tasks/<uuid:uuid>/cancel/", tasks.cancel, name="task-cancel"),
    path("tasks/<uuid:uuid>/file/", tasks.file, name="task-file"),
]
