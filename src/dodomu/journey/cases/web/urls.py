"""Addresses of the pages of cases; ids only."""

from __future__ import annotations

from django.urls import path

from dodomu.journey.cases.web import (
    answering,
    bodies,
    clocks,
    closing,
    consent,
    disclosing,
    handing,
    interviews,
    opening,
    requests,
    retention,
    sending,
    sendings,
    tasks,
    views,
)

app_name = "cases"
urlpatterns = [
    path("", views.case_list, name="list"),
    path("open/", opening.open_case, name="open"),
    path("<uuid:case_id>/", views.case_page, name="case"),
    path("<uuid:case_id>/step/<slug:axis>/", answering.step, name="step"),
    path("<uuid:case_id>/step/<uuid:entry_id>/withdraw/", answering.withdraw, name="withdraw_step"),
    path("<uuid:case_id>/proposal/<uuid:proposal_id>/", answering.answer, name="answer"),
    path("<uuid:case_id>/hand-over/", handing.hand_over, name="hand_over"),
    path("<uuid:case_id>/risk/", handing.risk, name="risk"),
    # tasks, flags, deadlines, warnings, closing
    path("<uuid:case_id>/tasks/new/", tasks.new_task, name="new_task"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/", tasks.task, name="task"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/change/", tasks.change_task, name="change_task"),
    path("<uuid:case_id>/flags/new/", tasks.new_flag, name="new_flag"),
    path("<uuid:case_id>/flags/<uuid:flag_id>/", tasks.clear_flag, name="clear_flag"),
    path("<uuid:case_id>/deadlines/<slug:clock>/<uuid:start_ref>/", clocks.clock, name="clock"),
    path("<uuid:case_id>/papers/new/", clocks.new_document, name="new_document"),
    path("<uuid:case_id>/never-disclose/new/", disclosing.new_warning, name="new_warning"),
    path("<uuid:case_id>/never-disclose/<uuid:warning_id>/end/", disclosing.end_warning, name="end_warning"),
    path("<uuid:case_id>/never-disclose/<uuid:warning_id>/answer/", disclosing.answer_warning, name="answer_warning"),
    path("<uuid:case_id>/close/", closing.close, name="close"),
    path("<uuid:case_id>/close/<uuid:closing_id>/", closing.answer_closing, name="answer_closing"),
    path("<uuid:case_id>/reopen/", closing.reopen, name="reopen"),
    # consent, the child's own view, interviews
    path("<uuid:case_id>/consent/", consent.consent, name="consent"),
    path("<uuid:case_id>/consent/new/", consent.new_consent, name="consent_new"),
    path("<uuid:case_id>/consent/<uuid:consent_id>/", consent.change_consent, name="consent_change"),
    path("<uuid:case_id>/consent/<uuid:consent_id>/withdraw/", consent.withdraw_consent, name="consent_withdraw"),
    path("<uuid:case_id>/consent/<uuid:consent_id>/file/", consent.consent_file, name="consent_file"),
    path("<uuid:case_id>/view/new/", consent.new_child_view, name="child_view"),
    path("<uuid:case_id>/interviews/", interviews.interviews, name="interviews"),
    path("<uuid:case_id>/interviews/new/", interviews.new_interview, name="interview_new"),
    path("<uuid:case_id>/interviews/<uuid:interview_id>/", interviews.second_person, name="interview_second"),
    path("<uuid:case_id>/interviews/<uuid:interview_id>/held/", interviews.hold_interview, name="interview_held"),
    path("<uuid:case_id>/interviews/<uuid:interview_id>/cancel/", interviews.cancel_interview, name="interview_cancel"),
    path("<uuid:case_id>/interviews/<uuid:interview_id>/recording/", interviews.recording, name="interview_recording"),
    # referrals, transfers, enquiries
    path("<uuid:case_id>/send/<slug:kind>/", sending.send, name="send"),
    path("sendings/", sendings.sendings, name="sendings"),
    path("sendings/<uuid:sending_id>/", sendings.sending, name="sending"),
    path("sendings/<uuid:sending_id>/package/", sendings.package, name="sending_package"),
    path("sendings/<uuid:sending_id>/page/", sendings.printable, name="sending_page"),
    path("sendings/<uuid:sending_id>/<slug:state>/", sendings.step, name="sending_step"),
    # answering people about their data
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.new_request, name="new_request"),
    path("requests/<uuid:request_id>/", requests.one_request, name="request"),
    path("requests/<uuid:request_id>/compile/", requests.compile_file, name="compile"),
    path("requests/<uuid:request_id>/file/", requests.read_file, name="read_file"),
    path("requests/<uuid:request_id>/download/", requests.download_file, name="download_file"),
    path("requests/<uuid:request_id>/release/", requests.release, name="release"),
    path("requests/<uuid:request_id>/answer/", requests.answer, name="answer_request"),
    path("requests/<uuid:request_id>/told/<uuid:sending_id>/", requests.told, name="told"),
    path("kept/", retention.retention, name="retention"),
    path("kept/<slug:kept_kind>/<uuid:record>/", retention.review, name="retention_review"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.new_body, name="new_body"),
    path("bodies/<uuid:body_id>/", bodies.body, name="body"),
]
