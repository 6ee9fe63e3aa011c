"""The roles, to be read aloud. Each says what its holders may do, how far they see, and which compartments open.

What is not named is denied. ``sealed`` belongs to no role: it is granted to one named person at a time.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.acts import EVERYONE, Act
from dodomu.base.access.compartments import Compartment


class Reach(IntEnum):
    """Whose records an act reaches; a larger value reaches further."""

    NONE = 0
    """No child's record at all."""
    OWN = 1
    """Persons assigned to this member of staff by name."""
    TEAM = 2
    """Persons assigned to the team the role was granted in."""
    ALL = 3
    """Every person of this installation."""


class Role:
    """A job in the organisation."""

    code: ClassVar[str]
    title: ClassVar[Promise]
    purpose: ClassVar[Promise]
    sees: ClassVar[Reach]
    acts: ClassVar[frozenset[Act]]
    compartments: ClassVar[frozenset[Compartment]] = frozenset()


class Hotline(Role):
    code = "hotline"
    title = _("Hotline")
    purpose = _("Takes calls and messages and records what was said.")
    sees = Reach.OWN
    acts = EVERYONE | {Act.CALL_TAKE, Act.REPORT_RECORD, Act.REPORT_READ}


class CaseWorker(Role):
    code = "case_worker"
    title = _("Case worker")
    purpose = _("Accompanies the children of their team from the first report to the closing of the case.")
    sees = Reach.TEAM
    acts = EVERYONE | {
        Act.REPORT_RECORD,
        Act.REPORT_READ,
        Act.CALL_TAKE,
        Act.REQUESTER_VERIFY,
        Act.ORIGINAL_OPEN,
        Act.PERSON_READ,
        Act.PERSON_SEARCH,
        Act.FACT_ADD,
        Act.CASE_READ,
        Act.CASE_OPEN,
        Act.CASE_WORK,
        Act.CASE_CONFIRM,
        Act.INTERVIEW_CONFIRM,
        Act.BREAK_GLASS,
        Act.CASE_REFER,
        Act.CASE_SEND,
        Act.SENDING_READ,
        Act.CASE_RECEIVE,
        Act.SENDING_CONFIRM,
        Act.PLAN_READ,
        Act.PLAN_WORK,
        Act.PLAN_CONFIRM,
        Act.ARRIVAL_READ,
        Act.RECOVERY_READ,
        Act.RECOVERY_WORK,
        Act.FIGURES_READ,
        Act.SEALED_WRITE,
        Act.EVIDENCE_READ,
        Act.EVIDENCE_TAKE,
        Act.EVIDENCE_OPEN,
    }
    compartments = frozenset({Compartment.LOCATION, Compartment.SHELTER})


class TracingAnalyst(Role):
    code = "tracing_analyst"
    title = _("Tracing analyst")
    purpose = _("Imports lists, compares records of all teams and decides which are the same person.")
    sees = Reach.ALL
    acts = EVERYONE | {
        Act.REPORT_RECORD,
        Act.REPORT_READ,
        Act.REQUESTER_VERIFY,
        Act.ORIGINAL_OPEN,
        Act.PERSON_READ,
        Act.PERSON_SEARCH,
        Act.PERSON_JOIN,
        Act.PERSON_SPLIT,
        Act.FACT_ADD,
        Act.FACT_WITHDRAW,
        Act.FACT_PIN,
        Act.LIST_IMPORT,
        Act.LIST_WITHDRAW,
        Act.LIST_EXPORT,
        Act.CANDIDATE_READ,
        Act.CANDIDATE_DECIDE,
        Act.CANDIDATE_CONFIRM,
        Act.FIGURES_READ,
        Act.FIGURES_MANAGE,
    }
    compartments = frozenset({Compartment.LOCATION})


class MissionCoordinator(Role):
    code = "mission_coordinator"
    title = _("Mission coordinator")
    purpose = _("Plans the way home of the children of their team.")
    sees = Reach.TEAM
    acts = EVERYONE | {
        Act.PERSON_READ,
        Act.PERSON_SEARCH,
        Act.CASE_READ,
        Act.BREAK_GLASS,
        Act.SENDING_READ,
        Act.CASE_RECEIVE,
        Act.PLAN_READ,
        Act.PLAN_WORK,
        Act.PLAN_CONFIRM,
        Act.CORRIDOR_READ,
        Act.CORRIDOR_WORK,
        Act.MISSION_READ,
        Act.MISSION_WORK,
        Act.MISSION_CONFIRM,
        Act.ARRIVAL_READ,
        Act.FIGURES_READ,
    }
    compartments = frozenset({Compartment.LOCATION, Compartment.ROUTE, Compartment.SHELTER})


class Escort(Role):
    code = "escort"
    title = _("Escort")
    purpose = _("Travels with the children entrusted to them by name.")
    sees = Reach.OWN
    acts = EVERYONE | {Act.PERSON_READ}
    compartments = frozenset({Compartment.ROUTE})


class ReceptionClinician(Role):
    code = "reception_clinician"
    title = _("Reception clinician")
    purpose = _("Receives the children of their team and looks after their health.")
    sees = Reach.TEAM
    acts = EVERYONE | {
        Act.PERSON_READ,
        Act.PERSON_SEARCH,
        Act.CASE_READ,
        Act.FACT_ADD,
        Act.BREAK_GLASS,
        Act.SENDING_READ,
        Act.CASE_RECEIVE,
        Act.CASE_REFER,
        Act.ARRIVAL_READ,
        Act.ARRIVAL_WORK,
        Act.TRIAGE_RECORD,
        Act.PLACES_MANAGE,
        Act.RECOVERY_READ,
    }
    compartments = frozenset({Compartment.CLINICAL, Compartment.SHELTER})


class Psychologist(Role):
    code = "psychologist"
    title = _("Psychologist")
    purpose = _("Works with the children of their team after their return.")
    sees = Reach.TEAM
    acts = EVERYONE | {
        Act.PERSON_READ,
        Act.CASE_READ,
        Act.INTERVIEW_CONFIRM,
        Act.BREAK_GLASS,
        Act.SENDING_READ,
        Act.CASE_RECEIVE,
        Act.CASE_REFER,
        Act.ARRIVAL_READ,
        Act.RECOVERY_READ,
        Act.RECOVERY_WORK,
        Act.SEALED_WRITE,
    }
    compartments = frozenset({Compartment.CLINICAL})


class EducationWorker(Role):
    code = "education_worker"
    title = _("Education worker")
    purpose = _("Brings the children of their team back to school.")
    sees = Reach.TEAM
    acts = EVERYONE | {
        Act.PERSON_READ,
        Act.SENDING_READ,
        Act.CASE_RECEIVE,
        Act.RECOVERY_READ,
    }


class EvidenceOfficer(Role):
    code = "evidence_officer"
    title = _("Evidence officer")
    purpose = _("Keeps originals and their history fit for a court.")
    sees = Reach.ALL
    acts = EVERYONE | {
        Act.REPORT_READ,
        Act.ORIGINAL_OPEN,
        Act.PERSON_READ,
        Act.PERSON_SEARCH,
        Act.JOURNAL_READ,
        Act.JOURNAL_VERIFY,
        Act.RESTRICTED_FIND,
        Act.FIGURES_READ,
        Act.EVIDENCE_READ,
        Act.EVIDENCE_TAKE,
        Act.EVIDENCE_OPEN,
        Act.EVIDENCE_WORK,
        Act.EVIDENCE_CONFIRM,
    }
    compartments = frozenset({Compartment.LOCATION})


class DataProtectionOfficer(Role):
    code = "data_protection_officer"
    title = _("Data protection officer")
    purpose = _("Watches over who opened what, and answers people who ask about their data.")
    sees = Reach.ALL
    acts = EVERYONE | {
        Act.REPORT_READ,
        Act.PERSON_READ,
        Act.PERSON_SEARCH,
        Act.FACT_WITHDRAW,
        Act.LIST_WITHDRAW,
        Act.STAFF_SEE,
        Act.JOURNAL_READ,
        Act.JOURNAL_VERIFY,
        Act.PSEUDONYM_RESOLVE,
        Act.ALARM_SEE,
        Act.ACCESS_GRANT,
        Act.RESTRICTED_FIND,
        Act.BODIES_MANAGE,
        Act.DATA_REQUEST_WORK,
        Act.DATA_REQUEST_CONFIRM,
        Act.RETENTION_REVIEW,
        Act.CARE_DESTROY,
        Act.CARE_DESTROY_CONFIRM,
        Act.FIGURES_READ,
    }


class Director(Role):
    code = "director"
    title = _("Director")
    purpose = _("Answers for the whole; is the second pair of eyes on decisions.")
    sees = Reach.ALL
    acts = EVERYONE | {
        Act.REPORT_READ,
        Act.PERSON_READ,
        Act.PERSON_SEARCH,
        Act.LIST_EXPORT,
        Act.CANDIDATE_READ,
        Act.CANDIDATE_CONFIRM,
        Act.CASE_READ,
        Act.CASE_OPEN,
        Act.CASE_ASSIGN,
        Act.CASE_CONFIRM,
        Act.INTERVIEW_CONFIRM,
        Act.STAFF_SEE,
        Act.JOURNAL_READ,
        Act.JOURNAL_VERIFY,
        Act.PSEUDONYM_RESOLVE,
        Act.ALARM_SEE,
        Act.ACCESS_GRANT,
        Act.HEALTH_READ,
        Act.SENDING_READ,
        Act.CASE_REFER,
        Act.CASE_SEND,
        Act.SENDING_CONFIRM,
        Act.BODIES_MANAGE,
        Act.DATA_REQUEST_CONFIRM,
        Act.RETENTION_REVIEW,
        Act.CARE_DESTROY_CONFIRM,
        Act.PLAN_READ,
        Act.PLAN_CONFIRM,
        Act.CORRIDOR_READ,
        Act.MISSION_READ,
        Act.MISSION_CONFIRM,
        Act.ARRIVAL_READ,
        Act.RECOVERY_READ,
        Act.FIGURES_READ,
        Act.FIGURES_MANAGE,
        Act.COMPLAINT_HANDLE,
        Act.SHARES_MANAGE,
        Act.EVIDENCE_READ,
        Act.EVIDENCE_CONFIRM,
    }
    compartments = frozenset({Compartment.LOCATION, Compartment.ROUTE})  # nobody approves a way they cannot see


class Auditor(Role):
    code = "auditor"
    title = _("Auditor")
    purpose = _("Checks from outside that the rules were kept, without seeing any child's record.")
    sees = Reach.NONE
    acts = EVERYONE | {
        Act.STAFF_SEE,
        Act.JOURNAL_READ,
        Act.JOURNAL_VERIFY,
        Act.HEALTH_READ,
        Act.FIGURES_READ,
    }


class SafeguardingOfficer(Role):
    code = "safeguarding_officer"
    title = _("Safeguarding officer")
    purpose = _("Answers complaints about staff by children and carers, from outside the teams.")
    sees = Reach.NONE
    acts = EVERYONE | {Act.COMPLAINT_HANDLE}


class Administrator(Role):
    code = "administrator"
    title = _("Administrator")
    purpose = _("Runs the installation and its accounts, without seeing any child's record.")
    sees = Reach.NONE
    acts = EVERYONE | {
        Act.STAFF_SEE,
        Act.STAFF_MANAGE,
        Act.ROLES_MANAGE,
        Act.TEAMS_MANAGE,
        Act.JOURNAL_VERIFY,
        Act.HEALTH_READ,
    }


ROLES: tuple[type[Role], ...] = (
    Hotline,
    CaseWorker,
    TracingAnalyst,
    MissionCoordinator,
    Escort,
    ReceptionClinician,
    Psychologist,
    EducationWorker,
    EvidenceOfficer,
    DataProtectionOfficer,
    Director,
    Auditor,
    SafeguardingOfficer,
    Administrator,
)
BY_CODE: dict[str, type[Role]] = {role.code: role for role in ROLES}

FIRST_ADMINISTRATOR: tuple[type[Role], ...] = (
    Administrator,
    Director,
    TracingAnalyst,
    CaseWorker,
    MissionCoordinator,
    ReceptionClinician,
    DataProtectionOfficer,
)
"""What the one person of a new installation holds until there are colleagues to share it with."""


class System(Role):
    """Not a job: what scheduled work of the installation itself may do. It reads and records; it decides nothing."""

    code = "system"
    title = _("The installation itself")
    purpose = _("Scheduled work: looks for matches, watches clocks.")
    sees = Reach.ALL
    acts = frozenset(
        {Act.REPORT_RECORD, Act.REPORT_READ, Act.PERSON_READ, Act.CANDIDATE_READ, Act.CASE_READ, Act.MISSION_READ}
    )
    compartments = frozenset(Compartment) - {Compartment.SEALED}


def role_of(code: str) -> type[Role]:
    """The role of that code.

    Raises:
        ValueError: no role has it.
    """
    if code not in BY_CODE:
        raise ValueError(f"role: accepted are {', '.join(BY_CODE)}")
    return BY_CODE[code]
