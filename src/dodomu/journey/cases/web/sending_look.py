"""How sendings are put into words and signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.access import policy
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import queries, sending_rules
from dodomu.kit.status import Status

TONES = {
    "waiting": "notice",
    "declined": "neutral",
    "sent": "act",
    "accepted": "well",
    "refused": "harm",
    "done": "well",
    "revoked": "neutral",
    "answered": "well",
    "no_answer": "notice",
}
MOVES: dict[str, str | Promise] = {
    "sent": _("Confirm and send"),
    "declined": _("Do not send"),
    "accepted": pgettext_lazy("a referral", "Accept"),
    "refused": pgettext_lazy("a referral", "Refuse"),
    "done": _("Report that it is done"),
    "revoked": _("Take it back"),
    "answered": _("Record the answer"),
    "no_answer": _("Record that no answer came"),
}
BY_BODY: dict[str, str | Promise] = {
    "accepted": _("Record that they accepted"),
    "refused": _("Record that they refused"),
    "done": _("Record that it is done"),
}
CONSEQUENCES: dict[str, str | Promise] = {
    "sent": _("You have read what is sent, to whom and why. With your confirmation it leaves."),
    "declined": _("Nothing leaves. Your reason stays with it."),
    "accepted": _("Your team takes it up. Until it is done you see the fields below and no more."),
    "refused": _("The sender learns of it with your reason, and has to find somebody else."),
    "done": _("The sender learns what was done. The fields close to your team."),
    "revoked": _("The receiver sees no more of it. What an outside body holds on paper, you ask back yourself."),
    "no_answer": _(
        "It stays on the list, so that somebody asks again or elsewhere. A late answer can still be recorded."
    ),
}
TAKES_OVER = _("The case moves to your team: you see all of it, and the team that had it no longer sees the child.")
ANSWER = _("The answer becomes a report about the child, with this body as its source.")
LEFT_HOUSE = _("The body answers for the child from then on. You can close the case after that.")
CLOSED: dict[str, str | Promise] = {
    "ended": _("It has ended, so the fields are closed to your team."),
    "stopped": _("Consent to this use no longer holds. The fields are closed until it is given again."),
    "handed_away": _("The case is with another team now; what was sent is open to that team only."),
    "erased": _("What was sent was lawfully destroyed."),
}
HEADINGS: dict[str, str | Promise] = {
    "referral": _("Refer the child to a service"),
    "transfer": _("Hand the responsibility to others"),
    "enquiry": _("Ask an outside body"),
}
LEADS: dict[str, str | Promise] = {
    "referral": _("A service is asked of another team or body. The case stays with your team."),
    "transfer": _("Responsibility moves when the receiver accepts. Until then your team answers for the child."),
    "enquiry": _("A question about the child. The answer becomes a report with its source."),
}
NO_CONSENT: dict[str, str | Promise] = {
    "not_asked": _(
        "Nobody has been asked for consent to this use: %(use)s. Record the consent first, or choose another basis, "
        "which needs a reason and a second person."
    ),
    "refused": _(
        "Consent to this use was refused: %(use)s. It cannot be sent on consent. Another basis needs a reason and a "
        "second person."
    ),
    "withdrawn": _(
        "Consent to this use was withdrawn: %(use)s. It cannot be sent on consent. Another basis needs a reason and a "
        "second person."
    ),
    "expired": _(
        "Consent to this use has run out: %(use)s. Ask for it again, or choose another basis, which needs a reason and "
        "a second person."
    ),
}
USES = dict(Use.choices)


@dataclass(frozen=True, slots=True)
class MoveView:
    """A step that this reader can take, as a button."""

    code: str
    label: str | Promise
    url: str


def status_of(row: queries.SendingRow) -> Status:
    """The state; one whose answer is late says so."""
    if is_late(row):
        return Status(_("answer overdue"), "harm", "clock")
    return Status(row.state_label, TONES[row.state])


def is_late(row: queries.SendingRow) -> bool:
    return row.state == "sent" and row.due_at is not None and row.due_at < timezone.now()


def title_of(row: queries.SendingRow) -> str:
    """The kind and what it is for: "Referral: medical care"."""
    text = f"{row.kind_label}: {sending_rules.PROFILE_LABELS[row.profile]}"
    return text[:1].upper() + text[1:]


def move_label(page: queries.SendingPage, state: str) -> str | Promise:
    return BY_BODY.get(state, MOVES[state]) if page.row.outside else MOVES[state]


def moves_of(page: queries.SendingPage) -> list[MoveView]:
    """What this reader can do; the first is the one that is waited for."""
    return [
        MoveView(state, move_label(page, state), reverse("cases:sending_step", args=[page.row.id, state]))
        for state in page.moves
    ]


def consequence_of(page: queries.SendingPage, state: str) -> str | Promise:
    """What follows from a step, in one sentence."""
    if page.row.kind == "transfer" and state == "accepted":
        return LEFT_HOUSE if page.row.outside else TAKES_OVER
    if page.row.outside and state in BY_BODY:
        return _("You record what they answered, from whom and how it came.")
    return CONSEQUENCES[state]


def refusal_of(permission: queries.Consented) -> str:
    """Why consent stops the sending."""
    words = NO_CONSENT.get(permission.state, NO_CONSENT["withdrawn"])
    return str(words) % {"use": USES.get(permission.use, permission.use)}


def with_status(rows: Iterable[queries.SendingRow]) -> list[tuple[queries.SendingRow, str, Status]]:
    """Rows for a short list: the row, its title, its status."""
    return [(row, title_of(row), status_of(row)) for row in rows]


def sends(viewer: Viewer, person_id: UUID) -> tuple[str, ...]:
    """The kinds of sending this viewer may make about the child: who looks after it refers, who works the case does all."""
    return tuple(kind for kind in HEADINGS if policy.may(viewer, sending_rules.act_to_send(kind), subject=person_id))


def sendings_card(viewer: Viewer, case: queries.CasePage) -> dict[str, object]:
    """What left one case, and the ways to send something of it."""
    kinds = sends(viewer, case.row.person_id) if case.closed_at is None else ()
    return {
        "rows": with_status(queries.sendings_of(viewer, case.row.id)),
        "ways": [(HEADINGS[kind], reverse("cases:send", args=[case.row.id, kind])) for kind in kinds],
    }
