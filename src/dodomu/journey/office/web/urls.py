"""Addresses of the office, below /office/."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.office.web.views import access, account, complaints, emergencies, journal, lock, rights, staff

app_name = "office"
urlpatterns = [
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.add_staff, name="add_staff"),
    path("staff/<uuid:user_id>/", staff.member, name="member"),
    path("staff/<uuid:user_id>/password/", staff.new_password, name="new_password"),
    path("staff/<uuid:user_id>/leave/", staff.leave, name="leave"),
    path("staff/<uuid:user_id>/roles/", rights.grant_role, name="grant_role"),
    path("staff/<uuid:user_id>/roles/<uuid:grant_id>/end/", rights.end_role, name="end_role"),
    path("staff/<uuid:user_id>/compartments/", rights.grant_compartment, name="grant_compartment"),
    path("staff/<uuid:user_id>/compartments/<uuid:grant_id>/end/", rights.end_compartment, name="end_compartment"),
    path("teams/", rights.teams, name="teams"),
    path("emergencies/", emergencies.emergencies, name="emergencies"),
    path("emergencies/new/", emergencies.break_glass, name="break_glass"),
    path("emergencies/new/<uuid:person_id>/", emergencies.break_glass, name="break_glass_for"),
    path("emergencies/<uuid:emergency_id>/end/", emergencies.end_emergency, name="end_emergency"),
    path("emergencies/<uuid:emergency_id>/seen/", emergencies.acknowledge, name="acknowledge"),
    path("access/", access.access, name="access"),
    path("access/ask/<uuid:person_id>/<slug:compartment>/", access.ask_access, name="access_request"),
    path("access/child/<uuid:person_id>/", access.child_access, name="child_access"),
    path("access/<uuid:request_id>/", access.answer_access, name="answer_access"),
    path("access/<uuid:request_id>/end/", access.end_access, name="end_access"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaints.new_complaint, name="new_complaint"),
    path("complaints/receipt/", complaints.complaint_receipt, name="complaint_receipt"),
    path("complaints/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
    path("complaints/<uuid:complaint_id>/answer/", complaints.answer_complaint, name="answer_complaint"),
    path("journal/", journal.journal, name="journal"),
    path("journal/verify/", journal.verify, name="verify_journal"),
    path("account/", account.account, name="account"),
    path("account/language/", account.language, name="language"),
    path("account/sessions/<int:session_id>/end/", account.end_session, name="end_session"),
    path("roles/", account.roles_help, name="roles_help"),
    path("health/", account.health, name="health"),
    path("lock/", lock.lock, name="lock"),
    path("keep/", lock.keep_form, name="keep"),
    path("kept/<uuid:form_id>/", lock.kept, name="kept"),
    path("kept/<uuid:form_id>/discard/", lock.discard_kept, name="discard_kept"),
]
