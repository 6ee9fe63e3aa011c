"""The words of return plans: papers, risks, checks, costs, and everything that can be missing. For translators, and pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from dodomu.base.access.uses import Use
from dodomu.journey.missions import escort_rules
from dodomu.journey.missions.escort_rules import Reason
from dodomu.journey.missions.readiness import Missing
from dodomu.kit.dates import day_in_words

PAPERS: dict[str, str | Promise] = {
    "birth_certificate": gettext_lazy("birth certificate"),
    "passport": gettext_lazy("passport for travel abroad"),
    "certificate_for_return": gettext_lazy("certificate for return to Ukraine"),
    "kinship_proof": gettext_lazy("proof of kinship with the adult"),
    "guardianship_decision": gettext_lazy("decision on guardianship or custody"),
    "parent_statement": gettext_lazy("parent's statement certified by the guardianship body"),
    "notarised_consent": gettext_lazy("notarised consent of both parents"),
    "power_of_attorney": gettext_lazy("power of attorney for the adult"),
    "companion_passport": gettext_lazy("passport of the adult for travel abroad"),
}
RISKS: dict[str, str | Promise] = {
    "route_security": gettext_lazy("danger on the way: shelling, mines, armed people, checkpoints"),
    "questioning": gettext_lazy("questioning at the hand-over or on the way"),
    "turned_back": gettext_lazy("being turned back at a crossing"),
    "carrier": gettext_lazy("the carrier: reliability, demands for money"),
    "health": gettext_lazy("the child's health on the way"),
    "escort_conduct": gettext_lazy("harm by an adult who travels along or receives the child"),
    "exposure": gettext_lazy("somebody learns of the journey who must not"),
    "those_left": gettext_lazy("what it may bring upon those who stay"),
    "separation": gettext_lazy("brothers and sisters are separated"),
    "destination": gettext_lazy("safety where the child arrives"),
}
CHECKS: dict[str, str | Promise] = {
    "background": gettext_lazy("background check"),
    "safeguarding": gettext_lazy("training in the safety of children"),
    "own_papers": gettext_lazy("own papers for the journey"),
    "first_aid": gettext_lazy("first aid"),
    "medical_licence": gettext_lazy("licence to give medical care"),
}
COSTS: dict[str, str | Promise] = {
    "papers": pgettext_lazy("cost", "papers: fees, duplicates, translations"),
    "notary": pgettext_lazy("cost", "notary"),
    "transport": pgettext_lazy("cost", "transport"),
    "lodging": pgettext_lazy("cost", "nights and food on the way"),
    "escort": pgettext_lazy("cost", "the escort's journey, there and back"),
    "health": pgettext_lazy("cost", "medicine and checks"),
    "connection": pgettext_lazy("cost", "telephone and connection"),
    "reserve": pgettext_lazy("cost", "reserve for another way"),
    "other": pgettext_lazy("cost", "something else"),
}
NEEDS: dict[str, str | Promise] = {
    "child_seat": gettext_lazy("a child seat"),
    "wheelchair": gettext_lazy("a place for a wheelchair"),
    "medical_escort": gettext_lazy("an escort who can give medical care"),
    "medicine": gettext_lazy("medicine on the way"),
}
HELD: dict[str, str | Promise] = {
    "not_asked": pgettext_lazy("paper", "not asked"),
    "held": pgettext_lazy("paper", "held"),
    "ordered": pgettext_lazy("paper", "applied for"),
    "missing": pgettext_lazy("paper", "missing"),
    "unknown": pgettext_lazy("paper", "not known whether there is one"),
    "not_needed": pgettext_lazy("paper", "not needed"),
    "good": pgettext_lazy("paper", "held and valid"),
    "expired": pgettext_lazy("paper", "not valid on the day of travel"),
    "no_end": pgettext_lazy("paper", "held, last day not known"),
    "instead": pgettext_lazy("paper", "not needed: another one serves"),
}
SENTENCES: dict[str, str | Promise] = {
    "requester": gettext_lazy("Nobody who asks for the child has identity and kinship verified"),
    "child_view": gettext_lazy("The child has not been asked for their own view"),
    "best_interests": gettext_lazy("Nobody has decided yet what is best for the child"),
    "best_interests_declined": gettext_lazy("A second person did not agree what is best for the child: decide again"),
    "best_interests_waiting": gettext_lazy("What is best for the child waits for a second person"),
    "best_interests_not_return": gettext_lazy("It was decided that to return now is not best for the child"),
    "travel_day": gettext_lazy("The day of travel is not set"),
    "travel_day_passed": gettext_lazy("The day of travel has passed: set another"),
    "companion": gettext_lazy("It is not decided with which adult the child travels"),
    "companion_needed": gettext_lazy("The child is not of age: an adult must travel along"),
    "receiver": gettext_lazy("Nobody is named who receives the child"),
    "needs": gettext_lazy("What the child needs on the way is not known: %(kinds)s"),
    "paper_not_asked": gettext_lazy("Nobody has asked for a paper yet: %(kinds)s"),
    "paper_missing": gettext_lazy("A paper is missing: %(kinds)s"),
    "paper_unknown": gettext_lazy("It is not known whether there is a paper: %(kinds)s"),
    "paper_ordered": gettext_lazy("A paper is applied for and not there yet: %(kinds)s"),
    "paper_expired": gettext_lazy("A paper is not valid on the day of travel: %(kinds)s"),
    "paper_no_end": gettext_lazy("Until when a paper is valid is not known: %(kinds)s"),
    "paper_one_of": gettext_lazy("One of these papers is needed: %(kinds)s"),
    "authority": gettext_lazy("Nobody is recorded who may lawfully take the child with this adult"),
    "authority_no_rule": gettext_lazy("No rule says who may take the child with this adult"),
    "authority_expired": gettext_lazy("The right to take the child does not hold on the day of travel"),
    "authority_unchecked": gettext_lazy("Nobody has checked the paper that gives the right to take the child"),
    "authority_escort": gettext_lazy("The escort who has the right to take the child may not travel"),
    "risk_not_judged": gettext_lazy("Risks are not judged yet: %(kinds)s"),
    "risk_unknown": gettext_lazy("Risks that cannot be judged: %(kinds)s"),
    "risk_too_high": gettext_lazy("Risks too high to travel: %(kinds)s"),
    "risk_old": gettext_lazy("Risks were judged too long ago, judge them again: %(kinds)s"),
    "consent": gettext_lazy("Consent is not given: %(kinds)s"),
    "budget": gettext_lazy("No cost is written down"),
}
_KINDS: dict[str, dict[str, str | Promise]] = {"needs": NEEDS, "paper": PAPERS, "risk": RISKS}
MOST_NAMED = 3
"""Kinds that one sentence names; of more it says how many."""
REASONS: dict[str, str | Promise] = {
    escort_rules.NOT_CHECKED: gettext_lazy("not checked: %(check)s"),
    escort_rules.FAILED: gettext_lazy("not passed: %(check)s"),
    escort_rules.UNKNOWN: gettext_lazy("could not be established: %(check)s"),
    escort_rules.EXPIRED: gettext_lazy("ended on %(day)s: %(check)s"),
    escort_rules.NO_END: gettext_lazy("until when is not known: %(check)s"),
    escort_rules.RETIRED: gettext_lazy("travels no more"),
}


def sentence_of(one: Missing) -> str:
    """What is missing, as one sentence."""
    named = _named(one)
    if len(named) > MOST_NAMED + 1:
        more = len(named) - MOST_NAMED
        named = [*named[:MOST_NAMED], ngettext("%(n)s more", "%(n)s more", more) % {"n": more}]
    return str(SENTENCES[one.code]) % {"kinds": ", ".join(named)}


def note_of(one: Missing) -> str:
    """Until when it has to be done; empty where there is no day."""
    if one.by is None:
        return ""
    day = {"day": day_in_words(one.by)}
    if one.code == "paper_ordered":
        return (_("expected by %(day)s, after the day of travel") if one.late else _("expected by %(day)s")) % day
    if one.code == "travel_day_passed":
        return day["day"]
    return (
        _("was to be applied for by %(day)s: too late by the usual time") if one.late else _("apply by %(day)s")
    ) % day


def sentences(found: Iterable[Missing]) -> list[str]:
    return [sentence_of(one) for one in found]


def count_of(count: int) -> str:
    """How much is missing, in a sentence."""
    return ngettext("%(count)s thing is missing for READY", "%(count)s things are missing for READY", count) % {
        "count": count
    }


def reason_of(one: Reason) -> str:
    """Why an escort may not travel."""
    return str(REASONS[one.code]) % {
        "check": CHECKS.get(one.kind, one.kind),
        "day": day_in_words(one.until) if one.until else "",
    }


def _named(one: Missing) -> list[str]:
    if one.code == "consent":
        return [str(Use(kind).label) for kind in one.kinds]
    words = _KINDS.get(one.code.partition("_")[0], {})
    return [str(words.get(kind, kind)) for kind in one.kinds]
