"""The form of a search for ways: from where, to where, when, and who travels with which papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions.corridor_data import endless_papers
from dodomu.journey.missions.corridor_party import NO_END, Member, Party
from dodomu.journey.missions.corridor_words import PAPERS
from dodomu.journey.missions.queries.corridor import CorridorView, Wish
from dodomu.journey.missions.queries.corridor_parties import GivenParty
from dodomu.journey.missions.web.corridor_forms import place_choices, whole
from dodomu.journey.missions.web.corridor_rule_forms import clock_field
from dodomu.kit.dates import today
from dodomu.kit.forms import DayField, FormMixin

MOST_OF_A_KIND: Final = 60
LONGEST: Final = timedelta(days=21)
"""How long a way may take at most: beyond that nothing that is known today holds."""
ADULTS: Final = {
    "women": ("woman",),
    "men": ("man",),
    "service_age": ("man", "man_of_service_age"),
}
CHILDREN: Final = {
    "children": ("child", "child_7"),
    "small": ("child", "small_child"),
    "carried": ("child", "carried"),
}
REFS: Final = {
    "women": _("woman %(n)s"),
    "men": _("man %(n)s"),
    "service_age": _("man of service age %(n)s"),
    "children": _("child from 7, no. %(n)s"),
    "small": _("child from 3 to 6, no. %(n)s"),
    "carried": _("child under 3, no. %(n)s"),
}


def number(label: Any, help_text: Any = "") -> forms.IntegerField:
    field = whole(label, "x", help_text, highest=MOST_OF_A_KIND)
    field.initial = 0
    return field


class PapersHeld(forms.MultipleChoiceField):
    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, choices=list(PAPERS.items()), widget=forms.CheckboxSelectMultiple)


class SearchForm(FormMixin, forms.Form):
    """Typed words and days travel by POST: an address ends up in logs."""

    party = forms.ChoiceField(
        label=_("Who travels"),
        required=False,
        help_text=_("A group brings its children and adults with their papers; a return plan brings the child."),
    )
    start = forms.ChoiceField(label=pgettext_lazy("way", "From"))
    goal = forms.ChoiceField(label=pgettext_lazy("way", "To"))
    earliest_day = DayField(label=_("Not before"))
    earliest_time = clock_field(_("Not before, time of day"), _("Kyiv time. Without it from midnight."))
    latest_day = DayField(label=_("There at the latest"))
    latest_time = clock_field(
        _("There at the latest, time of day"), _("Kyiv time. Without it until the end of the day.")
    )
    women = number(_("Women"))
    service_age = number(_("Men of service age"))
    men = number(_("Other men"))
    children = number(_("Children from 7"))
    small = number(_("Children from 3 to 6"))
    carried = number(_("Children under 3"))
    pram = number(_("Of the children, in a pram"))
    wheelchair = number(_("Of all of them, in a wheelchair"))
    child_papers = PapersHeld(_("Papers that every child holds"))
    child_until = DayField(
        label=_("The first of the children's papers ends on"),
        required=False,
        help_text=_("Its last day. A paper whose last day nobody knows does not count as held."),
    )
    adult_papers = PapersHeld(_("Papers that every adult holds"))
    adult_until = DayField(
        label=_("The first of the adults' papers ends on"), required=False, help_text=_("Its last day.")
    )
    shown = forms.ChoiceField(
        label=_("How many ways to show at most"),
        choices=[(str(one), str(one)) for one in range(3, 8)],
        initial="5",
        widget=forms.Select(attrs={"class": "input-short"}),
    )

    def __init__(
        self,
        *args: Any,
        view: CorridorView,
        parties: Sequence[tuple[str, str]] = (),
        given: GivenParty | None = None,
        **kwargs: Any,
    ) -> None:
        """``parties``: what may be chosen from the records; ``given``: the one that is, whose members are not asked for."""
        now = timezone.now().astimezone(KYIV)
        self.given_party = given
        initial: dict[str, Any] = {
            "earliest_day": today() + timedelta(days=1),
            "earliest_time": "06:00",
            "latest_day": now.date() + timedelta(days=6),
            "start": _first(view, "institution", "town"),
            "goal": _first(view, "centre"),
            "women": 1,
            "children": 1,
        }
        if given is not None:
            initial |= _planned(given)
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["party"].choices = [("", _("those who are counted below")), *parties]  # type: ignore[attr-defined]
        if not parties:
            del self.fields["party"]
        for name in _known_of(given):
            del self.fields[name]
        offered = [("", _("Choose a place")), *place_choices(view.places)]
        for name in ("start", "goal"):
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned["start"] == cleaned["goal"]:
            self.add_error("goal", _("Choose another place than the one where the way begins."))
        if self.latest <= self.earliest:
            self.add_error("latest_day", _("This is before the way may begin. Name a later day."))
        elif self.latest - self.earliest > LONGEST:
            self.add_error("latest_day", _("Nothing known today holds for so long. Name a day within three weeks."))
        if self.given_party is None:
            if not any(cleaned[name] for name in (*ADULTS, *CHILDREN)):
                self.add_error("women", _("Say who travels: at least one person."))
            self._clean_parts(cleaned)
        elif not self.given_party.party.members and self.given_party.adults:
            self.add_error("party", _("Nobody is on the list of this group yet."))
        self._clean_papers(cleaned)
        return cleaned

    def _clean_parts(self, cleaned: dict[str, Any]) -> None:
        if cleaned["pram"] > cleaned["small"] + cleaned["carried"]:
            self.add_error("pram", _("More are in a pram than there are children under 7."))
        everybody = sum(cleaned[name] for name in (*ADULTS, *CHILDREN))
        if cleaned["wheelchair"] > everybody:
            self.add_error("wheelchair", _("More are in a wheelchair than travel."))

    def _clean_papers(self, cleaned: dict[str, Any]) -> None:
        for who in ("child", "adult"):
            if f"{who}_papers" not in self.fields:
                continue
            ending = set(cleaned[f"{who}_papers"]) - endless_papers()
            if ending and not cleaned[f"{who}_until"]:
                self.add_error(f"{who}_until", _("Say on which day the first of these papers ends."))

    @property
    def earliest(self) -> datetime:
        return datetime.combine(self.cleaned_data["earliest_day"], self.cleaned_data["earliest_time"] or time(), KYIV)

    @property
    def latest(self) -> datetime:
        day, clock = self.cleaned_data["latest_day"], self.cleaned_data["latest_time"]
        return datetime.combine(day, clock, KYIV) if clock else datetime.combine(day + timedelta(days=1), time(), KYIV)

    @property
    def wish(self) -> Wish:
        held = self.cleaned_data
        return Wish(
            UUID(held["start"]), UUID(held["goal"]), self.earliest, self.latest, self.who, shown=int(held["shown"])
        )

    @property
    def who(self) -> Party:
        """Prams go to the youngest, wheelchairs to the first children and then to adults. Whoever is taken from the records
        travels with the adults that were counted, where those were asked for.
        """
        held = self.cleaned_data
        if self.given_party is not None:
            along = () if self.given_party.adults else self._members(ADULTS, self._papers("adult"))
            return Party((*self.given_party.party.members, *along))
        children = self._members(CHILDREN, self._papers("child"))
        adults = self._members(ADULTS, self._papers("adult"))
        youngest = [one for one in reversed(children) if not one.kinds & {"child_7"}]
        in_pram = {one.ref for one in youngest[: held["pram"]]}
        in_wheelchair = {one.ref for one in [*children, *adults][: held["wheelchair"]]}
        return Party(
            tuple(
                Member(
                    one.ref,
                    one.kinds
                    | ({"pram"} if one.ref in in_pram else set())
                    | ({"wheelchair"} if one.ref in in_wheelchair else set()),
                    one.papers,
                )
                for one in (*adults, *children)
            )
        )

    def _members(self, kinds: Mapping[str, tuple[str, ...]], papers: dict[str, date]) -> list[Member]:
        return [
            Member(translated(str(REFS[name])) % {"n": n + 1}, frozenset(codes), papers)
            for name, codes in kinds.items()
            for n in range(self.cleaned_data[name])
        ]

    def _papers(self, who: str) -> dict[str, date]:
        until = self.cleaned_data[f"{who}_until"]
        return {code: NO_END if code in endless_papers() else until for code in self.cleaned_data[f"{who}_papers"]}


def _known_of(given: GivenParty | None) -> tuple[str, ...]:
    """Fields that are not asked for, because the records answer them."""
    if given is None:
        return ()
    child = (*CHILDREN, "pram", "wheelchair", "child_papers", "child_until")
    return (*ADULTS, *child, "adult_papers", "adult_until") if given.adults else child


def _planned(given: GivenParty) -> dict[str, Any]:
    """When and between which places the party is to travel, as far as it is planned."""
    found: dict[str, Any] = {"party": given.value}
    if given.departs_at is not None:
        begins = max(given.departs_at, timezone.now()).astimezone(KYIV)
        latest = begins.date() + timedelta(days=5)
        found |= {"earliest_day": begins.date(), "earliest_time": f"{begins:%H:%M}", "latest_day": latest}
    if given.start_id and given.goal_id:
        found |= {"start": str(given.start_id), "goal": str(given.goal_id)}
    return found


def _first(view: CorridorView, *kinds: str) -> str:
    """The first place of one of these kinds, to begin with."""
    return next((str(place.id) for kind in kinds for place in view.places if place.kind == kind), "")
