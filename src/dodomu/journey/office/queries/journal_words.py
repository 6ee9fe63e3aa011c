"""What the codes of the journal mean. A kind that is not listed is shown by its code: nothing is hidden."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.viewer import Viewer
from dodomu.journey.office.queries.journal_codes import name_in_words, value_in_words

KINDS: dict[str, str | Promise] = {
    "session.begun": _("signed in"),
    "session.left": _("signed out"),
    "session.ended": _("ended a session of their own"),
    "session.refused": _("a sign-in failed"),
    "password.changed": _("chose a new password"),
    "password.replaced": _("gave a new one-time password"),
    "factor.added": _("added a second factor"),
    "factor.removed": _("removed a second factor"),
    "factor.renewed": _("made new recovery codes"),
    "staff.added": _("added a member of staff"),
    "staff.left": _("let a member of staff leave"),
    "role.granted": _("granted a role"),
    "role.ended": _("ended a role"),
    "compartment.granted": _("opened a compartment to somebody"),
    "compartment.ended": _("closed a compartment to somebody"),
    "team.created": _("created a team"),
    "person.assigned": _("assigned a child"),
    "person.unassigned": _("ended the assignment of a child"),
    "person.opened": _("opened a child's page"),
    "person.name_shown": _("asked for the name of a child"),
    "person.family_shown": _("asked for the relatives of a child"),
    "person.identity_shown": _("asked for the forced changes of identity"),
    "person.printed": _("printed a child's page"),
    "photo.added": _("added a photo"),
    "photo.shown": _("looked at a photo"),
    "photo.withdrawn": _("withdrew a photo"),
    "person.joined": _("joined two records into one person"),
    "person.split": _("split a joined person"),
    "glass.broken": _("opened a child's page in an emergency"),
    "glass.mended": _("closed an emergency opening"),
    "alarm.seen": _("looked at an alarm"),
    "journal.verified": _("verified the journal"),
    "list.staged": _("handed in a list"),
    "list.confirmed": _("confirmed the import of a list"),
    "list.imported": _("imported a list"),
    "list.withdrawn": _("withdrew a list"),
    "list.exported": _("exported a list"),
    "report.recorded": _("recorded a report"),
    "call.started": _("began to write down a call"),
    "call.recorded": _("recorded a call"),
    "call.discarded": _("discarded a call"),
    "call.expired": _("destroyed a call nobody went on with"),
    "call.compared": _("compared a call with the records"),
    "call.possibly_known": _("passed a call about a child possibly known to an analyst"),
    "call.looked_at": _("looked at a call about a child possibly known"),
    "requester.opened": _("opened who asks for a child"),
    "requester.checked": _("recorded the verification of a requester"),
    "report.withdrawn": _("withdrew a report"),
    "report.opened": _("opened a report"),
    "fact.added": _("added a fact"),
    "fact.corrected": _("corrected a fact"),
    "fact.withdrawn": _("withdrew a fact"),
    "fact.pinned": _("chose which value is shown first"),
    "fact.unpinned": _("let the rules choose which value is shown first"),
    "search.made": _("searched for a person"),
    "person.found": _("found a person by searching"),
    "original_opened": _("opened an original"),
    "original_kept": _("kept an original"),
    "candidate.found": _("proposed matches"),
    "candidate.by_hand": _("proposed a match by hand"),
    "candidate.opened": _("opened a match review"),
    "candidate.decided": _("decided on a match"),
    "candidate.confirmed": _("confirmed a match"),
    "candidate.rejected": _("refused to confirm a match"),
    "candidate.undone": _("took back a decision on a match"),
    "case.opened": _("opened a case"),
    "case.page_opened": _("opened the page of a case"),
    "case.led": _("took over a case"),
    "case.led_no_more": _("gave a case out of hand"),
    "case.reassigned": _("gave a case to another team"),
    "case.risk_changed": _("changed the risk level of a case"),
    "case.step": _("recorded a step of a case"),
    "case.step_proposed": _("proposed a step of a case"),
    "case.step_withdrawn": _("withdrew a step of a case"),
    "case.proposal_answered": _("answered a proposed step"),
    "case.worker_left": _("a case lost its worker"),
    "case.list_exported": _("exported a list"),
    "case.task_made": _("made a task"),
    "case.task_changed": _("changed a task"),
    "case.task_ended": _("ended a task"),
    "case.flagged": _("flagged a case for attention"),
    "case.flag_cleared": _("cleared a flag"),
    "case.clock_marked": _("said that a deadline was met, moved or set aside"),
    "case.document_recorded": _("recorded a dated document"),
    "case.never_disclose_added": _("added somebody who must never learn of a child"),
    "case.never_disclose_ending": _("asked to end a warning"),
    "case.never_disclose_answered": _("answered as the second person on ending a warning"),
    "case.closing_asked": _("asked to close a case"),
    "case.closing_declined": _("did not confirm the closing of a case"),
    "case.closed": _("closed a case"),
    "case.reopened": _("opened a case again"),
    "case.consent_opened": _("opened the page of consent"),
    "case.interviews_opened": _("opened the register of interviews"),
    "consent.given": _("recorded a consent"),
    "consent.refused": _("recorded that consent was refused"),
    "consent.withdrawn": _("recorded that consent was withdrawn"),
    "use.stopped": _("stopped a use of the data"),
    "use.permitted": _("permitted a use of the data again"),
    "child_view.recorded": _("recorded the child's own view"),
    "interview.planned": _("entered an interview"),
    "interview.agreed": _("agreed to a second account of an event"),
    "interview.refused": _("refused a second account of an event"),
    "interview.held": _("recorded that an interview took place"),
    "interview.cancelled": _("cancelled an interview"),
    "access.requested": _("asked to see a closed part of a child's page"),
    "access.granted": _("opened a closed part of a child's page to somebody"),
    "access.refused": _("refused access to a closed part of a child's page"),
    "access.taken_back": _("took back a request for access"),
    "access.ended": _("closed what was opened on request"),
    "backup_begun": _("began a backup"),
    "backup_restored": _("restored a backup"),
    "passphrase_changed": _("changed the passphrase"),
    "passphrase_recovered": _("replaced the lost passphrase with the recovery key"),
}

SYSTEM = {
    "door": _("the door"),
    "init": _("the installation"),
    "tracing": _("the search for matches"),
    "cases": _("the case work"),
    "calls": _("the care for unfinished calls"),
    "worker": _("the scheduled work"),
    "keys": _("the key ring"),
}
"""Parts of the installation that act by themselves."""


def kind_in_words(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def code_in_words(name: str, value: str | int) -> str:
    """ "role: Case worker"; long identifiers are cut to their first letters."""
    return f"{name_in_words(name)}: {value_in_words(name, str(value))}"


def system_in_words() -> dict[UUID, str]:
    """The pseudonyms under which parts of the installation act."""
    return {Viewer.system(name).pid: str(words) for name, words in SYSTEM.items()}
