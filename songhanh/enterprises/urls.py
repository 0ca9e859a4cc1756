"""Addresses of the register; words before codes (`forms.enterprise.RESERVED`)."""

from django.urls import path

from songhanh.enterprises.views import authority, certificates, charge, contacts, groups, lists, projects

PROJECT = "<slug:code>/projects/<uuid:uuid>/"
CERTIFICATE = "<slug:code>/certificates/<uuid:uuid>/"
CONTACT = "<slug:code>/contacts/<uuid:uuid>/"

app_name = "enterprises"
urlpatterns = [
    path("", authority.enterprise_list, name="list"),
    path("add/", authority.add, name="add"),
    path("projects/", lists.projects, name="projects"),
    path("certificates/", lists.certificates, name="certificates"),
    path("contacts/", lists.contacts, name="contacts"),
    path("sitings/", lists.sitings, name="sitings"),
    path("in-charge/", lists.in_charge, name="in-charge"),
    path("substitutes/add/", charge.substitute, name="substitute"),
    path("groups/", groups.group_list, name="groups"),
    path("groups/add/", groups.add, name="group-add"),
    path("groups/<slug:code>/", groups.group_page, name="group"),
    path("groups/<slug:code>/change/", groups.change, name="group-change"),
    path("groups/<slug:code>/join/", groups.join, name="group-join"),
    path("groups/<slug:code>/members/<uuid:uuid>/leave/", groups.leave, name="group-leave"),
    path("<slug:code>/", authority.enterprise_page, name="enterprise"),
    path("<slug:code>/change/", authority.change, name="change"),
    path("<slug:code>/move/", authority.move, name="move"),
    path("<slug:code>/move/take-back/", authority.take_back_move, name="move-take-back"),
    path("<slug:code>/close/", authority.close, name="close"),
    path("<slug:code>/reopen/", authority.reopen, name="reopen"),
    path("<slug:code>/assign/", charge.assign, name="assign"),
    path("<slug:code>/assignments/<uuid:uuid>/release/", charge.release, name="assignment-release"),
    path("<slug:code>/contacts/add/", contacts.add, name="contact-add"),
    path(f"{CONTACT}change/", contacts.change, name="contact-change"),
    path(f"{CONTACT}end/", contacts.end, name="contact-end"),
    path(f"{CONTACT}resume/", contacts.resume, name="contact-resume"),
    path("<slug:code>/projects/add/", projects.add, name="project-add"),
    path(PROJECT, projects.project_page, name="project"),
    path(f"{PROJECT}change/", projects.change, name="project-change"),
    path(f"{PROJECT}end/", projects.end, name="project-end"),
    path(f"{PROJECT}resume/", projects.resume, name="project-resume"),
    path(f"{PROJECT}withdraw/", projects.withdraw, name="project-withdraw"),
    path(f"{PROJECT}certificates/add/", certificates.add, name="project-certify"),
    path(f"{CERTIFICATE}change/", certificates.change, name="certificate-change"),
    path(f"{CERTIFICATE}withdraw/", certificates.withdraw, name="certificate-withdraw"),
]
