"""A case of the team Willow, colleagues with and without sealed keys, and five holders of the recovery shares."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import actions as staff
from dodomu.base.access.actions import Sheet
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions import sealed_notes as acts
from dodomu.journey.cases.models import SealedNote
from tests.journey.consent_story import ConsentStory
from tests.people import make_team, make_user

PHRASE = "wet heron under the bridge"
WORDS = "Canary-Mirabelle: she told it to Nadiia alone."


class SealedStory(ConsentStory):
    """Nadiia (psychologist) and Orest (case worker) have keys and the sealed compartment; Tamara has neither."""

    def __init__(self) -> None:
        super().__init__()
        team = make_team("Willow")
        self.nadiia = make_user("psychologist", team=team, username="nadiia", compartments=("sealed",))
        self.orest = make_user("case_worker", team=team, username="orest", compartments=("sealed",))
        self.tamara = make_user("case_worker", team=team, username="tamara")
        self.holders = [make_user("director", username=f"holder-{number}") for number in range(1, 6)]
        for one in (self.nadiia, self.orest):
            staff.make_own_key(Viewer.of(one), PHRASE)
        self.sheets: list[Sheet] = []

    @property
    def papers(self) -> list[str]:
        return [sheet.text for sheet in self.sheets]

    def hold_ceremony(self) -> None:
        self.sheets = staff.make_shares(Viewer.of(self.holders[0]), self.holders)
        for sheet in self.sheets:
            staff.confirm_own_share(Viewer.of(sheet.holder), sheet.text)

    def write(self, *readers: User, by: User | None = None, words: str = WORDS) -> SealedNote:
        named = [one.pk for one in readers or (self.nadiia,)]
        return acts.write_sealed_note(Viewer.of(by or self.tamara), self.case.id, words, named)

    def read(self, who: User, note_id: UUID, phrase: str = PHRASE) -> str:
        return acts.open_sealed_note(Viewer.of(who), note_id, phrase, "to_care")
