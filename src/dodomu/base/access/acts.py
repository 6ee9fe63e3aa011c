"""Every act of every stage, in words. A role is a set of these; a page, an API call or a command needs one of them.

A stage that brings a new act adds it here, then to the roles that may do it (``roles``): until it is added there,
nobody may.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Act(TextChoices):
    """One thing a person can do. The label completes the sentence "may ..."."""

    # registry
    REPORT_RECORD = "report_record", _("record a report")
    REPORT_READ = "report_read", _("read a report")
    CALL_TAKE = "call_take", _("take a call and write it down in steps")
    REQUESTER_VERIFY = "requester_verify", _("record whether a requester's identity and kinship are verified")
    ORIGINAL_OPEN = "original_open", _("open an original as it was received")
    PERSON_READ = "person_read", _("open a child's page")
    PERSON_SEARCH = "person_search", _("search for a person")
    PERSON_JOIN = "person_join", _("join two records into one person")
    PERSON_SPLIT = "person_split", _("split a joined person")
    FACT_ADD = "fact_add", _("add or correct a fact")
    FACT_WITHDRAW = "fact_withdraw", _("withdraw a fact or a report")
    FACT_PIN = "fact_pin", _("choose which value of a fact is shown first")
    LIST_IMPORT = "list_import", _("import a list")
    LIST_WITHDRAW = "list_withdraw", _("withdraw an imported list")
    LIST_EXPORT = "list_export", _("export a list")
    # tracing
    CANDIDATE_READ = "candidate_read", _("see proposed matches")
    CANDIDATE_DECIDE = "candidate_decide", _("decide on a proposed match")
    CANDIDATE_CONFIRM = "candidate_confirm", _("confirm a colleague's decision")
    # cases
    CASE_READ = "case_read", _("read a case")
    CASE_OPEN = "case_open", _("open a case")
    CASE_WORK = "case_work", _("work on a case")
    CASE_ASSIGN = "case_assign", _("give a case to a team or a colleague")
    CASE_CONFIRM = "case_confirm", _("confirm as the second person how a case is closed, and that a warning ends")
    SENDING_READ = "sending_read", _("see what was sent from their cases and to their team")
    CASE_REFER = "case_refer", _("refer a child to a service")
    CASE_SEND = "case_send", _("transfer a case, and ask other bodies about it")
    CASE_RECEIVE = "case_receive", _("answer what is sent to their team")
    SENDING_CONFIRM = "sending_confirm", _("confirm as the second person that something is sent without consent")
    BODIES_MANAGE = "bodies_manage", _("look after the list of outside bodies")
    # missions
    PLAN_READ = "plan_read", _("read a return plan")
    PLAN_WORK = "plan_work", _("work on a return plan")
    PLAN_CONFIRM = "plan_confirm", _("confirm as the second person what is best for a child and that it may travel")
    CORRIDOR_READ = "corridor_read", _("see the corridor: places, ways and crossings")
    CORRIDOR_WORK = "corridor_work", _("change the corridor and the rules of its crossings")
    MISSION_READ = "mission_read", _("see a mission and its board")
    MISSION_WORK = "mission_work", _("plan and run a mission")
    MISSION_CONFIRM = "mission_confirm", _("approve a mission as the second person")
    # reception
    ARRIVAL_READ = "arrival_read", _("see who is expected and who has arrived")
    ARRIVAL_WORK = "arrival_work", _("receive children and note what they need")
    TRIAGE_RECORD = "triage_record", _("record a triage")
    PLACES_MANAGE = "places_manage", _("look after the rooms and beds of a centre")
    # recovery
    RECOVERY_READ = "recovery_read", _("read a care plan and its follow-up")
    RECOVERY_WORK = "recovery_work", _("work on a care plan and its follow-up")
    # evidence
    EVIDENCE_READ = "evidence_read", _("see the exhibits of a case and who had them in hand")
    EVIDENCE_TAKE = "evidence_take", _("take in exhibits, hand them over and receive them")
    EVIDENCE_OPEN = "evidence_open", _("open an exhibit with a reason")
    EVIDENCE_WORK = "evidence_work", _("add copies of exhibits, ask for legal holds, decide what is disclosed")
    EVIDENCE_CONFIRM = "evidence_confirm", _("confirm legal holds and disclosures as the second person")
    # figures
    FIGURES_READ = "figures_read", _("see figures that expose no child")
    FIGURES_MANAGE = "figures_manage", _("add published figures of others and withdraw them")
    # complaints
    COMPLAINT_RECORD = "complaint_record", _("pass on a complaint about staff")
    COMPLAINT_HANDLE = "complaint_handle", _("answer complaints about staff, from outside the team")
    # answering people about their data
    DATA_REQUEST_WORK = "data_request_work", _("answer people who ask about their data")
    DATA_REQUEST_CONFIRM = "data_request_confirm", _("release a compiled file as the second person")
    CARE_DESTROY = "care_destroy", _("ask that the care data of a closed case are destroyed for ever")
    CARE_DESTROY_CONFIRM = "care_destroy_confirm", _("confirm as the second person that care data are destroyed")
    RETENTION_REVIEW = "retention_review", _("review what has been kept as long as its rule says")
    # the sealed level
    SEALED_WRITE = "sealed_write", _("write down a sealed account for colleagues named in it")
    SHARES_MANAGE = "shares_manage", _("hold the ceremony of the recovery shares")
    INTERVIEW_CONFIRM = "interview_confirm", _("confirm that a child is asked about the same event a second time")
    # office
    STAFF_SEE = "staff_see", _("see who works here and in which role")
    STAFF_MANAGE = "staff_manage", _("add staff, give them a new password, let them leave")
    ROLES_MANAGE = "roles_manage", _("grant and end the roles of others")
    TEAMS_MANAGE = "teams_manage", _("create teams")
    JOURNAL_READ = "journal_read", _("read the journal")
    JOURNAL_VERIFY = "journal_verify", _("verify the journal")
    PSEUDONYM_RESOLVE = "pseudonym_resolve", _("see who is behind a pseudonym in the journal")
    BREAK_GLASS = "break_glass", _("open a child's page in an emergency, with an alarm")
    ALARM_SEE = "alarm_see", _("see and acknowledge emergency openings")
    HEALTH_READ = "health_read", _("see the health of the installation")
    ACCESS_GRANT = "access_grant", _("open a closed part of a child's page to a colleague for a limited time")
    RESTRICTED_FIND = "restricted_find", _("find a child whose consent to tracing was withdrawn")
    # everyone who works here
    WORK_SEE = "work_see", _("see their own work of today")
    HELP_READ = "help_read", _("read the help")
    OWN_ACCOUNT = "own_account", _("look after their own account")
    GALLERY_SEE = "gallery_see", _("see the gallery of page components")


EVERYONE = frozenset({Act.WORK_SEE, Act.HELP_READ, Act.OWN_ACCOUNT, Act.GALLERY_SEE, Act.COMPLAINT_RECORD})
"""Acts of everybody who has any role."""

EMERGENCY = frozenset({Act.PERSON_READ, Act.CASE_READ, Act.REPORT_READ})
"""Acts that break-glass opens, for one person and a limited time: reading, never writing."""
