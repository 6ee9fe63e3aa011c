"""Who may do what, written down a second time by hand, so that a change in ``roles`` is a change here as well.

And which act every address needs. An address that is not named here must be shut to everybody.
"""

from __future__ import annotations

from dodomu.base.access.acts import Act

EVERY_ROLE = (
    "hotline case_worker tracing_analyst mission_coordinator escort reception_clinician psychologist education_worker "
    "evidence_officer data_protection_officer director auditor administrator"
)

WHO_MAY: dict[Act, str] = {
    Act.REPORT_RECORD: "hotline case_worker tracing_analyst",
    Act.CALL_TAKE: "hotline case_worker",
    Act.REQUESTER_VERIFY: "case_worker tracing_analyst",
    Act.REPORT_READ: "hotline case_worker tracing_analyst evidence_officer data_protection_officer director",
    Act.ORIGINAL_OPEN: "case_worker tracing_analyst evidence_officer",
    Act.PERSON_READ: (
        "case_worker tracing_analyst mission_coordinator escort reception_clinician psychologist education_worker "
        "evidence_officer data_protection_officer director"
    ),
    Act.PERSON_SEARCH: (
        "case_worker tracing_analyst mission_coordinator reception_clinician evidence_officer "
        "data_protection_officer director"
    ),
    Act.PERSON_JOIN: "tracing_analyst",
    Act.PERSON_SPLIT: "tracing_analyst",
    Act.FACT_ADD: "case_worker tracing_analyst reception_clinician",
    Act.FACT_WITHDRAW: "tracing_analyst data_protection_officer",
    Act.FACT_PIN: "tracing_analyst",
    Act.LIST_IMPORT: "tracing_analyst",
    Act.LIST_WITHDRAW: "tracing_analyst data_protection_officer",
    Act.LIST_EXPORT: "tracing_analyst director",
    Act.CANDIDATE_READ: "tracing_analyst director",
    Act.CANDIDATE_DECIDE: "tracing_analyst",
    Act.CANDIDATE_CONFIRM: "tracing_analyst director",
    Act.CASE_READ: "case_worker mission_coordinator reception_clinician psychologist director",
    Act.CASE_OPEN: "case_worker director",
    Act.CASE_WORK: "case_worker",
    Act.CASE_ASSIGN: "director",
    Act.CASE_CONFIRM: "case_worker director",
    Act.SENDING_READ: "case_worker mission_coordinator reception_clinician psychologist education_worker director",
    Act.CASE_SEND: "case_worker director",
    Act.CASE_RECEIVE: "case_worker mission_coordinator reception_clinician psychologist education_worker",
    Act.SENDING_CONFIRM: "case_worker director",
    Act.BODIES_MANAGE: "data_protection_officer director",
    Act.DATA_REQUEST_WORK: "data_protection_officer",
    Act.DATA_REQUEST_CONFIRM: "data_protection_officer director",
    Act.RETENTION_REVIEW: "data_protection_officer director",
    Act.STAFF_SEE: "data_protection_officer director auditor administrator",
    Act.STAFF_MANAGE: "administrator",
    Act.ROLES_MANAGE: "administrator",
    Act.TEAMS_MANAGE: "administrator",
    Act.JOURNAL_READ: "evidence_officer data_protection_officer director auditor",
    Act.JOURNAL_VERIFY: "evidence_officer data_protection_officer director auditor administrator",
    Act.PSEUDONYM_RESOLVE: "data_protection_officer director",
    Act.BREAK_GLASS: "case_worker mission_coordinator reception_clinician psychologist",
    Act.ALARM_SEE: "data_protection_officer director",
    Act.HEALTH_READ: "director auditor administrator",
    Act.ACCESS_GRANT: "data_protection_officer director",
    Act.RESTRICTED_FIND: "evidence_officer data_protection_officer",
    Act.INTERVIEW_CONFIRM: "case_worker psychologist director",
    Act.WORK_SEE: EVERY_ROLE,
    Act.HELP_READ: EVERY_ROLE,
    Act.OWN_ACCOUNT: EVERY_ROLE,
    Act.GALLERY_SEE: EVERY_ROLE,
}

SEES_ALL = "tracing_analyst evidence_officer data_protection_officer director"
SEES_TEAM = "case_worker mission_coordinator reception_clinician psychologist education_worker"
SEES_BY_NAME = "hotline escort"
SEES_NOBODY = "auditor administrator"

COMPARTMENTS: dict[str, str] = {
    "location": "case_worker tracing_analyst mission_coordinator evidence_officer director",
    "route": "mission_coordinator escort",
    "shelter": "case_worker mission_coordinator reception_clinician",
    "clinical": "reception_clinician psychologist",
    "sealed": "",
}

PUBLIC = frozenset(
    {
        "entry:language",
        "kit:theme",
        "kit:keys",
        "kit:reading",
        "kit:here",
        "kit:notes",
        "office:lock",
    }
)
"""Open without signing in. None of them shows a record; the lock page shows nobody's name to a passer-by."""

NEEDS: dict[str, Act] = {
    "entry:home": Act.WORK_SEE,
    "entry:team": Act.CASE_ASSIGN,
    "entry:search": Act.PERSON_SEARCH,
    "entry:help": Act.HELP_READ,
    "entry:help_page": Act.HELP_READ,
    "kit:gallery": Act.GALLERY_SEE,
    "kit:columns": Act.OWN_ACCOUNT,
    "kit:view": Act.OWN_ACCOUNT,
    "kit:view_start": Act.OWN_ACCOUNT,
    "kit:view_delete": Act.OWN_ACCOUNT,
    "kit:present": Act.OWN_ACCOUNT,
    # registry
    "registry:children": Act.PERSON_READ,
    "registry:child": Act.PERSON_READ,
    "registry:child_show": Act.PERSON_READ,
    "registry:lifeline": Act.PERSON_READ,
    "registry:history": Act.PERSON_READ,
    "registry:viewed": Act.JOURNAL_READ,
    "registry:print": Act.PERSON_READ,
    "registry:photos": Act.PERSON_READ,
    "registry:photo_add": Act.FACT_ADD,
    "registry:photo_show": Act.PERSON_READ,
    "registry:photo_blurred": Act.PERSON_READ,
    "registry:photo_clear": Act.PERSON_READ,
    "registry:photo_withdraw": Act.FACT_WITHDRAW,
    "registry:fact_choose": Act.FACT_ADD,
    "registry:fact_add": Act.FACT_ADD,
    "registry:fact_correct": Act.FACT_ADD,
    "registry:fact_withdraw": Act.FACT_WITHDRAW,
    "registry:fact_pin": Act.FACT_PIN,
    "registry:fact_unpin": Act.FACT_PIN,
    "registry:join_split": Act.PERSON_SPLIT,
    "registry:new_report": Act.REPORT_RECORD,
    "registry:calls": Act.CALL_TAKE,
    "registry:call_step": Act.CALL_TAKE,
    "registry:call_discard": Act.CALL_TAKE,
    "registry:known_call": Act.CANDIDATE_DECIDE,
    "registry:requesters": Act.PERSON_READ,
    "registry:requester_verify": Act.REQUESTER_VERIFY,
    "registry:recorded": Act.REPORT_RECORD,
    "registry:report": Act.REPORT_READ,
    "registry:report_withdraw": Act.FACT_WITHDRAW,
    "registry:original": Act.ORIGINAL_OPEN,
    "registry:lists": Act.LIST_WITHDRAW,
    "registry:list_new": Act.LIST_IMPORT,
    "registry:list_preview": Act.LIST_WITHDRAW,
    "registry:list_columns": Act.LIST_IMPORT,
    "registry:list_confirm": Act.LIST_IMPORT,
    "registry:list_progress": Act.LIST_WITHDRAW,
    "registry:list_withdraw": Act.LIST_WITHDRAW,
    # cases
    "cases:list": Act.CASE_READ,
    "cases:open": Act.CASE_OPEN,
    "cases:case": Act.CASE_READ,
    "cases:step": Act.CASE_WORK,
    "cases:withdraw_step": Act.CASE_WORK,
    "cases:answer": Act.CASE_WORK,
    "cases:hand_over": Act.CASE_READ,
    "cases:risk": Act.CASE_WORK,
    "cases:new_task": Act.CASE_WORK,
    "cases:task": Act.CASE_READ,
    "cases:change_task": Act.CASE_WORK,
    "cases:new_flag": Act.CASE_READ,
    "cases:clear_flag": Act.CASE_WORK,
    "cases:clock": Act.CASE_WORK,
    "cases:new_document": Act.CASE_WORK,
    "cases:new_warning": Act.CASE_WORK,
    "cases:end_warning": Act.CASE_WORK,
    "cases:answer_warning": Act.CASE_CONFIRM,
    "cases:close": Act.CASE_WORK,
    "cases:answer_closing": Act.CASE_CONFIRM,
    "cases:reopen": Act.CASE_OPEN,
    "cases:send": Act.CASE_SEND,
    "cases:sendings": Act.SENDING_READ,
    "cases:sending": Act.SENDING_READ,
    "cases:sending_step": Act.SENDING_READ,
    "cases:sending_package": Act.ORIGINAL_OPEN,
    "cases:sending_page": Act.ORIGINAL_OPEN,
    "cases:bodies": Act.BODIES_MANAGE,
    "cases:new_body": Act.BODIES_MANAGE,
    "cases:body": Act.BODIES_MANAGE,
    "cases:requests": Act.DATA_REQUEST_CONFIRM,
    "cases:new_request": Act.DATA_REQUEST_WORK,
    "cases:request": Act.DATA_REQUEST_CONFIRM,
    "cases:compile": Act.DATA_REQUEST_WORK,
    "cases:read_file": Act.DATA_REQUEST_CONFIRM,
    "cases:download_file": Act.DATA_REQUEST_WORK,
    "cases:release": Act.DATA_REQUEST_CONFIRM,
    "cases:answer_request": Act.DATA_REQUEST_WORK,
    "cases:told": Act.DATA_REQUEST_WORK,
    "cases:retention": Act.RETENTION_REVIEW,
    "cases:retention_review": Act.RETENTION_REVIEW,
    "cases:consent": Act.CASE_READ,
    "cases:consent_new": Act.CASE_WORK,
    "cases:consent_change": Act.CASE_WORK,
    "cases:consent_withdraw": Act.CASE_WORK,
    "cases:consent_file": Act.ORIGINAL_OPEN,
    "cases:child_view": Act.CASE_WORK,
    "cases:interviews": Act.CASE_READ,
    "cases:interview_new": Act.CASE_WORK,
    "cases:interview_second": Act.CASE_READ,
    "cases:interview_held": Act.CASE_WORK,
    "cases:interview_cancel": Act.CASE_WORK,
    "cases:interview_recording": Act.ORIGINAL_OPEN,
    # tracing
    "tracing:queue": Act.CANDIDATE_READ,
    "tracing:compare": Act.CANDIDATE_DECIDE,
    "tracing:candidate": Act.CANDIDATE_READ,
    "tracing:second": Act.CANDIDATE_CONFIRM,
    "tracing:undo": Act.CANDIDATE_DECIDE,
    # office
    "office:staff": Act.STAFF_SEE,
    "office:add_staff": Act.STAFF_MANAGE,
    "office:member": Act.STAFF_SEE,
    "office:new_password": Act.STAFF_MANAGE,
    "office:leave": Act.STAFF_MANAGE,
    "office:grant_role": Act.ROLES_MANAGE,
    "office:end_role": Act.ROLES_MANAGE,
    "office:grant_compartment": Act.ROLES_MANAGE,
    "office:end_compartment": Act.ROLES_MANAGE,
    "office:teams": Act.TEAMS_MANAGE,
    "office:emergencies": Act.OWN_ACCOUNT,
    "office:break_glass": Act.BREAK_GLASS,
    "office:break_glass_for": Act.BREAK_GLASS,
    "office:end_emergency": Act.OWN_ACCOUNT,
    "office:acknowledge": Act.ALARM_SEE,
    "office:access": Act.OWN_ACCOUNT,
    "office:access_request": Act.PERSON_READ,
    "office:answer_access": Act.ACCESS_GRANT,
    "office:end_access": Act.OWN_ACCOUNT,
    "office:child_access": Act.PERSON_READ,
    "office:journal": Act.JOURNAL_READ,
    "office:verify_journal": Act.JOURNAL_VERIFY,
    "office:account": Act.OWN_ACCOUNT,
    "office:language": Act.OWN_ACCOUNT,
    "office:end_session": Act.OWN_ACCOUNT,
    "office:roles_help": Act.HELP_READ,
    "office:health": Act.HEALTH_READ,
    "office:keep": Act.OWN_ACCOUNT,
    "office:kept": Act.OWN_ACCOUNT,
    "office:discard_kept": Act.OWN_ACCOUNT,
    # the API: a session is enough to reach it, each operation asks for its own act
    "api-1:openapi-json": Act.WORK_SEE,
    "api-1:api-root": Act.WORK_SEE,
    "api-1:children": Act.PERSON_READ,
    "api-1:person": Act.PERSON_READ,
    "api-1:search": Act.PERSON_SEARCH,
    "api-1:queue": Act.CANDIDATE_READ,
    "api-1:review": Act.CANDIDATE_READ,
    "api-1:decide": Act.CANDIDATE_DECIDE,
    "api-1:confirm": Act.CANDIDATE_CONFIRM,
    "api-1:reject": Act.CANDIDATE_CONFIRM,
    "api-1:undo": Act.CANDIDATE_DECIDE,
    "api-1:cases": Act.CASE_READ,
    "api-1:case": Act.CASE_READ,
    "api-1:answer": Act.CASE_WORK,
    "api-1:risk": Act.CASE_WORK,
}

NO_CASES = ("tracing_analyst", "evidence_officer")
"""Roles that open originals but read no case: a form or a recording of a case is not there for them."""

KEPT_WITH_CASES = ("cases:consent_file", "cases:interview_recording", "cases:sending_package", "cases:sending_page")

NOT_HERE = frozenset(
    {
        ("cases:hand_over", "mission_coordinator"),
        ("cases:hand_over", "reception_clinician"),
        ("cases:hand_over", "psychologist"),
        ("cases:new_flag", "mission_coordinator"),
        ("cases:new_flag", "reception_clinician"),
        ("cases:new_flag", "psychologist"),
        ("registry:photo_add", "reception_clinician"),
        ("api-1:api-root", "*"),
        *((page, role) for page in KEPT_WITH_CASES for role in NO_CASES),
        ("cases:sending", "education_worker"),
        ("cases:sending_step", "education_worker"),
        ("cases:sending_step", "mission_coordinator"),
        ("cases:sending_step", "reception_clinician"),
        ("cases:sending_step", "psychologist"),
    }
)
"""Roles ("*": all) that hold the act of an address and yet find nothing there: they read the case but cannot give it
away; a photo comes as a statement, which clinicians do not record; the root of the API is no page."""
