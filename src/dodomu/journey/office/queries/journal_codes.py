"""What the further codes of a journal entry mean: their names, and their values where those are codes too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models.emergencies import Emergency
from dodomu.base.access.roles import BY_CODE
from dodomu.base.access.uses import Use
from dodomu.base.contributions import journal_values
from dodomu.base.journal.new_logs import KNOWN_BY, REASONS
from dodomu.base.journal.problems import Fault, in_general
from dodomu.base.journal.stamping.words import WORDS as STAMP_WORDS
from dodomu.base.vault import Purpose
from dodomu.journey.cases.axes import AXIS_LABELS, VALUE_LABELS
from dodomu.journey.cases.clock_labels import LABELS as CLOCKS
from dodomu.journey.cases.data_rules import KEPT_LABELS
from dodomu.journey.cases.models import (
    Basis,
    BodyKind,
    ClockMark,
    DocumentKind,
    Giver,
    HowAsked,
    InterviewKind,
    Outcome,
    Requester,
    RequestKind,
    RetentionReview,
    SecondState,
    SendingKind,
    TaskState,
    WhyOpened,
)
from dodomu.journey.cases.sending_rules import PROFILE_LABELS
from dodomu.journey.missions.models import (
    AlarmKind,
    AuthorityBasis,
    BestInterests,
    ChildState,
    EscalationContact,
    EscortCheck,
    ExpectedWord,
    IdentityCheck,
    LinkKind,
    MissionEscort,
    Notice,
    RiskLook,
    RuleKind,
    WordKind,
)
from dodomu.journey.missions.models import Channel as WordChannel
from dodomu.journey.missions.plan_words import CHECKS, COSTS, HELD, PAPERS, RISKS
from dodomu.journey.missions.queries.missions_sheet import PURPOSES as SHEET_PURPOSES
from dodomu.journey.missions.vehicle_words import VEHICLES
from dodomu.journey.reception.labels import MISSION_SAYS, URGENCIES
from dodomu.journey.reception.models import Identity, NeedState
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.vocabulary import (
    Channel,
    Checked,
    CheckMeans,
    CheckResult,
    PrintedPart,
    PrintPurpose,
)
from dodomu.kit.export import ExportForm

_IDENTIFIER = re.compile(r"[0-9a-f]{32}|[0-9a-f-]{36}")
Words = Mapping[str, str | Promise]

NAMES: Words = {
    "about": _("about what"),
    "again": _("once more"),
    "agrees": _("agrees"),
    "alarm": _("alarm"),
    "answer": _("answer given"),
    "approval": _("approval"),
    "at_once": _("at once"),
    "attribute": _("attribute"),
    "axis": _("axis"),
    "basis": _("basis"),
    "authority": _("authority of time"),
    "bears": _("what it does for the fact"),
    "because": _("because"),
    "bed": _("bed"),
    "beds": _("beds"),
    "bundle": pgettext_lazy("court", "bundle"),
    "call": _("call"),
    "channel": _("channel"),
    "check": _("what was checked of an escort"),
    "checked": _("what was checked"),
    "children": _("children"),
    "claim_about": _("what was said"),
    "claim_source": _("who says so"),
    "clock": _("deadline"),
    "code": _("its code"),
    "colleague": _("colleague"),
    "compartment": _("compartment"),
    "confirmed": _("confirmed"),
    "confirmer": _("confirmed by"),
    "copy": _("number of the copy"),
    "copy_kind": _("kind of copy"),
    "correction": _("correction"),
    "corrects": _("what it corrects"),
    "cost": _("cost"),
    "cosigned_by": _("keys of the witnesses who had cosigned it"),
    "count": pgettext_lazy("keys", "how many"),
    "crossing": _("a crossing out"),
    "decision": _("decision"),
    "despite_leg": _("although a leg is travelled without one"),
    "emergency": _("in an emergency"),
    "ended": _("how it ended"),
    "engine": _("linked with"),
    "entries": _("entries"),
    "entries_missing": _("entries missing, at the least"),
    "entry": _("at entry"),
    "exhibit_kind": _("kind of exhibit"),
    "expected": _("expected, not spent"),
    "fact": _("fact"),
    "factor": _("factor"),
    "fault": _("first fault"),
    "fields": _("fields"),
    "file": _("digest of the file"),
    "given": _("how many are given"),
    "giver": _("who said it"),
    "forms": _("forms that were still being written"),
    "ground": _("ground"),
    "handed_for": _("what for"),
    "held": _("how it stands"),
    "hidden": _("counts hidden"),
    "hits": _("results"),
    "hold_why": _("why it is held"),
    "hours": _("hours"),
    "how": _("how it was asked"),
    "identity": _("how the identity was checked"),
    "in_use": _("in use"),
    "item": _("exhibit, hold or list"),
    "join": _("join"),
    "kind": _("kind"),
    "known_by": _("how that is known"),
    "known_root": _("root of the old journal when it was last signed"),
    "known_size": _("entries of the old journal when it was last signed"),
    "left_out": _("children left out"),
    "legs": _("legs"),
    "level": _("how high"),
    "link": pgettext_lazy("corridor", "link"),
    "links": pgettext_lazy("corridor", "links"),
    "list": _("list"),
    "log_before": _("name until now"),
    "log_begun": _("name from now on"),
    "log_reason": _("why a new name"),
    "lost": _("signed checkpoints lost"),
    "means": _("means"),
    "mentions": _("people mentioned"),
    "minutes": _("minutes"),
    "missing": _("things missing"),
    "moved": _("keys wrapped anew"),
    "named": _("with the name"),
    "new": _("new rows"),
    "no_show": _("did not come"),
    "number": _("number"),
    "on": _("day"),
    "opened_for": _("why it was opened"),
    "original": _("original"),
    "outcome": _("outcome"),
    "outside": _("held elsewhere"),
    "package": _("fields shown"),
    "pairs": _("pairs"),
    "paper": _("paper"),
    "part": _("part"),
    "persons": _("persons"),
    "phone": _("phone"),
    "photo": _("photo"),
    "pictured": _("with the photo"),
    "places": pgettext_lazy("corridor", "places"),
    "present": _("present"),
    "printout": _("print-out"),
    "problems": _("problems"),
    "profile": _("field set"),
    "purpose": _("purpose"),
    "reason": _("for what reason"),
    "recipient": _("receiver"),
    "recipients": _("recipients"),
    "refused": _("refused rows"),
    "report": _("report"),
    "requester": _("requester"),
    "requesters": _("requesters"),
    "result": _("result"),
    "risk": _("risk"),
    "risk_kind": _("kind of risk"),
    "role": _("role"),
    "room": _("room"),
    "rows": _("rows"),
    "rules": pgettext_lazy("corridor", "rules"),
    "seats": _("seats"),
    "sending": _("sending"),
    "seq": _("place in the chain of custody"),
    "series": _("what is counted"),
    "shown": _("counts shown"),
    "shared": _("entries of both, the old journal and this one"),
    "shares": _("recovery shares made"),
    "threshold": _("how many it takes"),
    "key": _("fingerprint of the key"),
    "side": _("side"),
    "root": _("root of the map"),
    "size": _("entries"),
    "sort": _("kind of it"),
    "source": _("who published it"),
    "stamp": _("digest of the time stamp"),
    "stamp_says": _("what is wrong"),
    "state": _("state"),
    "table": _("edition of the rules"),
    "team": _("team"),
    "tool": _("made with"),
    "tree_level": _("level of the hash tree"),
    "tree_root": _("root over the entries"),
    "unchained": _("entries older than the chains of cases"),
    "unchanged": _("rows known before"),
    "unplanned": _("not planned for"),
    "until": _("until"),
    "urgency": _("how soon"),
    "use": _("use"),
    "value": _("value"),
    "verdict": _("verdict"),
    "version": _("version"),
    "what": _("what was printed"),
    "when": _("for which alarms"),
    "why": _("why"),
    "withheld": _("left out"),
    "word": _("word"),
    "which_way": _("which way"),
    "witness_key": _("key of the witness"),
    "witness_says": _("what the witness says"),
}

SHARES_REFUSED: Words = {
    "share_mistyped": _("a letter was missing or wrong"),
    "wrong_share": _("not the share that was handed out"),
    "other_shares": _("a share of another ceremony"),
    "too_few_shares": _("fewer than three different shares"),
}
YES_OR_NO: Words = {"0": _("no"), "1": _("yes"), "False": _("no"), "True": _("yes")}


def _choices(kind: Any) -> Words:
    return {code: label for code, label in kind.choices if code}


VALUES: Mapping[str, Words] = {
    "fault": {one.value: lazy(in_general, str)(one) for one in Fault},
    "witness_says": {
        "longer": _("it has seen a longer journal"),
        "forked": _("what it has seen is not the beginning of this journal"),
        "false_signature": _("its signature does not hold"),
    },
    "stamp_says": STAMP_WORDS,
    "log_reason": {one.value: words for one, words in REASONS.items()},
    "known_by": {one.value: words for one, words in KNOWN_BY.items()},
    "agrees": YES_OR_NO,
    "approval": _choices(SecondState),
    "crossing": YES_OR_NO,
    "expected": YES_OR_NO,
    "identity": _choices(IdentityCheck),
    "part": _choices(MissionEscort.Part),
    "unplanned": YES_OR_NO,
    "about": _choices(ExpectedWord.About),
    "alarm": _choices(AlarmKind),
    "again": YES_OR_NO,
    "at_once": YES_OR_NO,
    "giver": _choices(Giver),
    "outside": YES_OR_NO,
    "use": _choices(Use),
    "answer": {"accepted": _("accepted"), "declined": _("declined")},
    "attribute": {code: one.title for code, one in ATTRIBUTES.items()},
    "axis": AXIS_LABELS,
    "because": {**MISSION_SAYS, **_choices(Identity)},
    "channel": {**_choices(WordChannel), **_choices(Channel)},
    "basis": {**_choices(Basis), **_choices(AuthorityBasis)},
    "check": CHECKS,
    "checked": _choices(Checked),
    "clock": CLOCKS,
    "compartment": _choices(Compartment),
    "confirmed": YES_OR_NO,
    "correction": YES_OR_NO,
    "despite_leg": YES_OR_NO,
    "cost": COSTS,
    "decision": {**_choices(RetentionReview.Decision), **_choices(BestInterests.Decision)},
    "emergency": YES_OR_NO,
    "ended": _choices(NeedState),
    "engine": {"local": _("Dodomu itself"), "splink": "Splink", "spark": "Splink, Spark"},
    "factor": {
        "totp": _("authenticator app"),
        "webauthn": _("passkey"),
        "recovery_codes": _("recovery codes"),
    },
    "held": HELD,
    "how": _choices(HowAsked),
    "in_use": YES_OR_NO,
    "level": _choices(RiskLook.Level),
    "list": {"children": _("Children"), "staff": _("Staff"), "cases": _("Cases"), "corridor": _("Corridor")},
    "means": _choices(CheckMeans),
    "tool": {"outside": _("made outside Dodomu")},
    "which_way": {"back": _("back"), "ahead": _("ahead, or nothing was recorded for long")},
    "named": YES_OR_NO,
    "pictured": YES_OR_NO,
    "outcome": {**_choices(Outcome), **_choices(MissionEscort.Outcome)},
    "package": YES_OR_NO,
    "paper": PAPERS,
    "profile": PROFILE_LABELS,
    "purpose": {
        **_choices(PrintPurpose),
        **_choices(ExportForm.base_fields["purpose"]),
        **{code: words for code, (words, _print) in SHEET_PURPOSES.items()},
    },
    "reason": {
        "retention": _("kept as long as its rule says"),
        "erasure_request": _("erasure was asked for"),
        "consent_withdrawn": _("consent was withdrawn"),
        "kept_wrongly": _("should never have been kept"),
    },
    "requester": _choices(Requester),
    "side": {"sender": _("who sent it"), "receiver": _("who received it"), "former": _("who sent it before")},
    "what": _choices(PrintedPart),
    "result": {**_choices(CheckResult), **_choices(EscortCheck.Outcome)},
    "risk_kind": RISKS,
    "risk": {"critical": _("critical"), "high": _("high"), "medium": _("medium"), "low": _("low")},
    "role": {code: role.title for code, role in BY_CODE.items()},
    "sort": {**_choices(LinkKind), **_choices(RuleKind)},
    "state": {**_choices(SecondState), **_choices(TaskState), **_choices(ChildState)},
    "urgency": URGENCIES,
    "value": {code: label for (_axis, code), label in VALUE_LABELS.items()},
    "verdict": {
        "same": _("the same person"),
        "different": _("two different people"),
        "related": _("relatives, not one person"),
        "unsure": _("not to be told yet"),
    },
    "when": _choices(EscalationContact.When),
    "why": {**_choices(Emergency), **_choices(WhyOpened), **SHARES_REFUSED},
    "word": _choices(WordKind),
}
"""A value that is not listed is shown as it stands: nothing is hidden."""

ORIGINALS: Words = {
    "consent_form": _("form of a consent"),
    "custody_paper": _("signed paper of a hand-over"),
    "exhibit": _("exhibit"),
    "interview_recording": _("recording of an interview"),
    "package": _("what was sent, for a machine"),
    "package_page": _("what was sent, to read"),
    "photo": _("photo"),
    "subject_file": _("file of a person"),
    **_choices(Purpose),
    **_choices(Channel),
}

KIND_OF: Mapping[str, Words] = {
    "body": _choices(BodyKind),
    "case": {
        "axis_step": _("next step on a status axis"),
        "lead": _("which of two cases leads"),
        **_choices(ClockMark.Kind),
        **_choices(DocumentKind),
    },
    "interview": _choices(InterviewKind),
    "mission": {**VEHICLES, **COSTS, **_choices(Notice.Kind)},
    "original_derived": ORIGINALS,
    "original_kept": ORIGINALS,
    "original_opened": ORIGINALS,
    "request": _choices(RequestKind),
    "retention": KEPT_LABELS,
    "sending": _choices(SendingKind),
}
"""What "kind" means by the first part of the act: a body and an interview have kinds of their own."""


def name_in_words(name: str) -> str:
    return str(NAMES.get(name, name))


def value_in_words(act: str, name: str, text: str) -> str:
    """The value of one code of an act; long identifiers are cut to their first letters."""
    words, code = VALUES.get(name) or journal_values(name), text
    if name == "kind":
        words = KIND_OF.get(act.split(".", maxsplit=1)[0], {})
        code = text.split(".", maxsplit=1)[0]  # an original's kind ends with that of its file: "consent_form.pdf"
    if code in words:
        return str(words[code])
    return text[:8] if _IDENTIFIER.fullmatch(text) else text
