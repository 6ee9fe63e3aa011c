"""Two people on one record, page by page: a notice, then a merge screen, never a silent overwrite."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import Changed
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.actions.consents import Said, record_consent
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import AxisEntry, Case, ClockMark, Consent
from dodomu.journey.cases.queries import body as body_row
from dodomu.journey.cases.queries import risk_state, work
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry import queries
from dodomu.journey.registry.models import Fact, Pin
from tests.journey.registry_people import recorded_child
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
HIDDEN = re.compile(r'<input type="hidden" name="(seen_state|state_before|mine-[\w-]+|form_id)" value="([^"]*)"')
WHY = "Her mother asked."


@pytest.fixture
def olena(client_for: Clients) -> Any:
    """A worker of the team; her colleague is ``danylo``."""
    return client_for(make_user("case_worker", "tracing_analyst", team=make_team("Willow"), username="olena"))


@pytest.fixture
def danylo(client_for: Clients) -> Any:
    return client_for(make_user("case_worker", "tracing_analyst", team=make_team("Willow"), username="danylo"))


@pytest.fixture
def child(olena: Any) -> UUID:
    return recorded_child(Viewer.of(olena.user), "Тополенко Мирослава", born="2014-03-05")


@pytest.fixture
def case(client_for: Clients, olena: Any, child: UUID) -> Case:
    director = Viewer.of(client_for("director").user)
    return cases.open_case(director, child, make_team("Willow").id, olena.user.id, "low", WHY)


@pytest.fixture
def fact(child: UUID) -> Fact:
    return Fact.objects.get(attribute="birth_date")


def opened(client: Any, where: str) -> dict[str, str]:
    """Open a form and keep what it carries unseen."""
    return carried(client.get(where))


def carried(response: Any) -> dict[str, str]:
    found = {name: unescape(value) for name, value in HIDDEN.findall(response.content.decode())}
    seen = re.search(r'name="seen_state" value="([^"]*)"', response.content.decode())
    assert seen, response.content.decode()[:2000]
    return found | {"seen_state": unescape(seen[1])}


def text(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_who_opens_the_form_second_is_told_who_has_it_open(olena: Any, danylo: Any, case: Case) -> None:
    where = reverse("cases:risk", args=[case.id])
    assert "has this open" not in text(olena.get(where))
    assert re.search(r"Olena has this open since \d\d:\d\d EES?T\.", text(danylo.get(where)))


def test_the_other_forms_of_the_case_tell_it_as_well(olena: Any, danylo: Any, case: Case) -> None:
    olena.get(reverse("cases:risk", args=[case.id]))
    for name, more in (("cases:hand_over", []), ("cases:step", ["legal"])):
        assert "Olena has this open" in text(danylo.get(reverse(name, args=[case.id, *more])))


def test_a_page_that_stays_open_asks_again(olena: Any, danylo: Any, case: Case) -> None:
    where = reverse("cases:risk", args=[case.id])
    token = re.search(r'data-token="([^"]+)"', olena.get(where).content.decode())
    assert token
    danylo.get(where)
    assert "Danylo has this open" in text(olena.post(reverse("kit:present"), {"token": token[1]}))


def test_a_page_that_was_closed_says_so(olena: Any, danylo: Any, case: Case) -> None:
    where = reverse("cases:risk", args=[case.id])
    said = re.search(r'data-token="([^"]+)" data-until="([^"]+)"', olena.get(where).content.decode())
    assert said
    olena.post(reverse("kit:present"), {"token": said[1], "left": said[2]})
    assert "has this open" not in text(danylo.get(where))


def test_the_token_of_somebody_else_tells_nothing(olena: Any, danylo: Any, case: Case) -> None:
    token = re.search(r'data-token="([^"]+)"', olena.get(reverse("cases:risk", args=[case.id])).content.decode())
    assert token
    assert danylo.post(reverse("kit:present"), {"token": token[1]}).status_code == 404


def test_a_risk_level_changed_meanwhile_is_shown_and_not_overwritten(olena: Any, danylo: Any, case: Case) -> None:
    where = reverse("cases:risk", args=[case.id])
    mine = opened(olena, where) | {"risk": "medium", "reason": "She moved to an aunt."}
    danylo.post(where, opened(danylo, where) | {"risk": "high", "reason": "The camp closes."})
    answer = olena.post(where, mine)
    for said in ("Two people on one record", "Danylo", "high", "She moved to an aunt."):
        assert said in text(answer)
    case.refresh_from_db()
    assert case.risk == "high"
    olena.post(where, carried(answer) | {"keep-risk": "mine", "risk": "medium", "reason": "She moved to an aunt."})
    case.refresh_from_db()
    assert case.risk == "medium"


def test_leaving_it_to_the_colleague_records_no_change(olena: Any, danylo: Any, case: Case) -> None:
    where = reverse("cases:risk", args=[case.id])
    mine = opened(olena, where) | {"risk": "medium", "reason": "x"}
    danylo.post(where, opened(danylo, where) | {"risk": "high", "reason": "y"})
    before = case.events.count()
    merged = carried(olena.post(where, mine)) | {"keep-risk": "theirs", "risk": "medium", "reason": "x"}
    assert "Nothing was changed" in text(olena.post(where, merged, follow=True))
    assert case.events.count() == before


@pytest.mark.parametrize(("language", "words"), [("en", "Yours:"), ("uk", "Ваше:")])
def test_the_merge_screen_speaks_both_languages(
    client_for: Clients, danylo: Any, case: Case, language: str, words: str
) -> None:
    kateryna = client_for(make_user("case_worker", team=make_team("Willow"), username="kateryna"), language=language)
    where = reverse("cases:risk", args=[case.id])
    mine = opened(kateryna, where) | {"risk": "medium", "reason": "x"}
    danylo.post(where, opened(danylo, where) | {"risk": "high", "reason": "y"})
    assert words in text(kateryna.post(where, mine))


def test_a_case_given_away_meanwhile_is_not_given_twice(olena: Any, danylo: Any, case: Case) -> None:
    where, team = reverse("cases:hand_over", args=[case.id]), str(make_team("Willow").id)
    mine = opened(olena, where) | {"team": team, "worker": "", "reason": "I am on leave."}
    given = {"team": team, "worker": str(danylo.user.id), "reason": "I know the family."}
    danylo.post(where, opened(danylo, where) | given)
    answer = olena.post(where, mine)
    assert "nobody yet" in text(answer)
    case.refresh_from_db()
    assert case.worker_id == danylo.user.id


def test_a_step_recorded_meanwhile_is_shown_before_mine_is_recorded(olena: Any, danylo: Any, case: Case) -> None:
    where = reverse("cases:step", args=[case.id, "whereabouts"])
    mine = opened(olena, where) | {"value": "claimed", "since": "2024", "source": "", "note": "said on the phone"}
    danylo.post(where, opened(danylo, where) | {"value": "located", "since": "May 2024", "source": "", "note": ""})
    answer = olena.post(where, mine)
    assert "located, since May 2024" in text(answer)
    assert "said on the phone" in text(answer)
    assert AxisEntry.objects.count() == 1
    olena.post(where, mine | carried(answer))
    assert AxisEntry.objects.count() == 2


def test_a_step_withdrawn_by_two_is_withdrawn_once(olena: Any, danylo: Any, case: Case) -> None:
    step = cases.Step("whereabouts", "located", PartialDate.from_edtf("2024"))
    entry = cases.record_step(Viewer.of(olena.user), case.id, step)
    where = reverse("cases:withdraw_step", args=[case.id, entry.id])
    mine = opened(olena, where) | {"reason": "Another girl."}
    danylo.post(where, opened(danylo, where) | {"reason": "Another girl."})
    assert "has withdrawn this step already" in text(olena.post(where, mine, follow=True))


def test_a_fact_corrected_meanwhile_is_shown_beside_mine(olena: Any, danylo: Any, child: UUID, fact: Fact) -> None:
    where = reverse("registry:fact_correct", args=[fact.id])
    mine = opened(olena, where) | {"value": "7 March 2014", "reason": "The certificate says so."}
    danylo.post(where, opened(danylo, where) | {"value": "6 March 2014", "reason": "A slip."})
    answer = olena.post(where, mine)
    for said in ("5 March 2014", "6 March 2014", "7 March 2014", "Danylo", "The certificate says so."):
        assert said in text(answer)
    merged = carried(answer) | {"keep-value": "mine", "value": "7 March 2014", "reason": "The certificate says so."}
    olena.post(where, merged)
    viewer = Viewer.of(olena.user)
    found = queries.profile(viewer, child).preferred("birth_date")
    assert found is not None
    assert str(found.value.edtf) == "2014-03-07"  # type: ignore[union-attr]
    assert Fact.objects.filter(attribute="birth_date").count() == 3


def test_the_form_of_a_corrected_fact_leads_to_the_newer_one(olena: Any, fact: Fact) -> None:
    newer = registry.correct_fact(Viewer.of(olena.user), fact.id, PartialDate.from_edtf("2014-03-06"), WHY)
    answer = olena.get(reverse("registry:fact_correct", args=[fact.id]))
    assert answer.url == reverse("registry:fact_correct", args=[newer])


def test_a_fact_withdrawn_meanwhile_keeps_what_was_typed(olena: Any, danylo: Any, fact: Fact) -> None:
    where = reverse("registry:fact_correct", args=[fact.id])
    mine = opened(olena, where) | {"value": "7 March 2014", "reason": "The certificate says so."}
    registry.withdraw_fact(Viewer.of(danylo.user), fact.id, WHY)
    answer = olena.post(where, mine)
    assert "Somebody corrected or withdrew this fact" in text(answer)
    assert "The certificate says so." in text(answer)


def test_a_fact_added_meanwhile_is_shown_before_mine_is_recorded(olena: Any, danylo: Any, child: UUID) -> None:
    where = reverse("registry:fact_add", args=[child, "birth_date"])
    mine = opened(olena, where) | {"value": "2014", "kind": "parent"}
    danylo.post(where, opened(danylo, where) | {"value": "6 March 2014", "kind": "authority"})
    answer = olena.post(where, mine)
    assert "6 March 2014" in text(answer)
    assert Fact.objects.filter(attribute="birth_date").count() == 2
    olena.post(where, mine | carried(answer))
    assert Fact.objects.filter(attribute="birth_date").count() == 3


def test_a_value_preferred_meanwhile_is_shown_before_mine_is(olena: Any, danylo: Any, child: UUID, fact: Fact) -> None:
    said_by = registry.SaidBy(SourceKind.AUTHORITY)
    told = registry.FactInput("birth_date", PartialDate.from_edtf("2014-03-06"))
    registry.add_fact(Viewer.of(danylo.user), child, told, said_by)
    other = Fact.objects.filter(attribute="birth_date").exclude(id=fact.id).get()
    where = reverse("registry:fact_pin", args=[fact.id])
    mine = opened(olena, where) | {"reason": "I saw the certificate."}
    danylo.post(reverse("registry:fact_pin", args=[other.id]), {"reason": "I saw it too."})
    answer = olena.post(where, mine)
    assert "Shown first: 6 March 2014" in text(answer)
    assert Pin.objects.get(until=None).fact_id == other.id


def test_a_role_granted_meanwhile_is_shown_to_the_other_administrator(client_for: Clients) -> None:
    first, second = client_for("administrator"), client_for("administrator")
    colleague = make_user("hotline")
    page, where = (reverse(f"office:{name}", args=[colleague.id]) for name in ("member", "grant_role"))
    mine = opened(first, page) | {"role": "case_worker", "team": ""}
    second.post(where, opened(second, page) | {"role": "tracing_analyst", "team": ""})
    answer = first.post(where, mine)
    assert "Recorded while you were writing" in text(answer)
    assert set(colleague.role_grants.values_list("role", flat=True)) == {"hotline", "tracing_analyst"}
    first.post(where, mine | carried(answer))
    assert colleague.role_grants.filter(role="case_worker").exists()


def test_an_act_called_by_a_program_is_protected_as_well(olena: Any, danylo: Any, case: Case) -> None:
    mine, theirs = Viewer.of(olena.user), Viewer.of(danylo.user)
    version = risk_state(mine, case.id).version
    cases.change_risk(theirs, case.id, "high", WHY, expected_version=version)
    with pytest.raises(Changed) as refused:
        cases.change_risk(mine, case.id, "medium", WHY, expected_version=version)
    assert refused.value.now.values == {"risk": "high"}


def test_a_clinician_adds_a_fact_though_reports_are_not_theirs_to_record(client_for: Clients, case: Case) -> None:
    clinician = client_for(make_user("reception_clinician", team=make_team("Willow")))
    where = reverse("registry:fact_add", args=[case.person_id, "appearance"])
    given = opened(clinician, where) | {"value": "a scar above the left eye", "kind": "staff"}
    assert "The fact is recorded." in text(clinician.post(where, given, follow=True))


def test_the_api_answers_that_the_record_changed(olena: Any, danylo: Any, case: Case) -> None:
    where = f"/api/cases/{case.id}"
    version = olena.get(where).json()["risk_version"]
    given = {"risk": "high", "reason": WHY, "expected_version": version}
    assert danylo.post(f"{where}/risk", given, content_type="application/json").json()["risk"] == "high"
    answer = olena.post(f"{where}/risk", given | {"risk": "medium"}, content_type="application/json")
    assert answer.status_code == 409
    assert answer.json()["version"] == olena.get(where).json()["risk_version"]


def test_a_task_given_away_meanwhile_is_not_given_twice(olena: Any, danylo: Any, case: Case) -> None:
    due = Due.on(date(2099, 3, 5))
    task = cases.make_task(Viewer.of(olena.user), case.id, "Call the school", due, None)
    where = reverse("cases:change_task", args=[case.id, task.id])
    mine = opened(olena, where) | {"owner": str(olena.user.id), "day": "6 March 2099", "time": "", "note": "mine"}
    theirs = {"owner": str(danylo.user.id), "day": "5 March 2099", "time": "", "note": ""}
    danylo.post(where, opened(danylo, where) | theirs)
    answer = olena.post(where, mine)
    assert "keep-owner" in answer.content.decode()
    assert "keep-day" not in answer.content.decode()
    olena.post(where, mine | carried(answer) | {"keep-owner": "theirs"})
    task.refresh_from_db()
    assert (task.owner_id, Due(task.due_at, task.whole_day).day) == (danylo.user.id, date(2099, 3, 6))


def test_a_deadline_answered_meanwhile_is_shown_before_mine_is_recorded(olena: Any, danylo: Any, case: Case) -> None:
    row = next(one for one in work(Viewer.of(olena.user), case.id).clocks if one.clock.code == "response")
    where = reverse("cases:clock", args=[case.id, "response", row.clock.start_ref])
    given = {"kind": "set_aside", "reason": "Another office answers."}
    mine = opened(olena, where) | given
    danylo.post(where, opened(danylo, where) | given)
    assert "Recorded while you were writing" in text(olena.post(where, mine))
    assert ClockMark.objects.count() == 1


def test_consent_recorded_meanwhile_is_shown_before_mine_is_recorded(olena: Any, danylo: Any, case: Case) -> None:
    where = reverse("cases:consent_new", args=[case.id])
    given = {"uses": "tracing", "state": "refused", "giver": "child", "said_on": "1 March 2025", "note": "", "kept": ""}
    mine = opened(olena, where) | given
    danylo.post(where, opened(danylo, where) | given)
    answer = olena.post(where, mine)
    assert "refused, the child" in text(answer)
    assert Consent.objects.count() == 1
    olena.post(where, mine | carried(answer))
    assert Consent.objects.count() == 2


def test_consent_corrected_meanwhile_keeps_what_was_typed(olena: Any, danylo: Any, case: Case) -> None:
    said = Said("refused", "child", date(2025, 3, 1))
    row = record_consent(Viewer.of(olena.user), case.id, ["tracing"], said)[0]
    where = reverse("cases:consent_change", args=[case.id, row.id])
    given = {"state": "refused", "giver": "child", "said_on": "2 March 2025", "note": "She said it again.", "kept": ""}
    mine = opened(olena, where) | given
    danylo.post(where, opened(danylo, where) | given)
    answer = olena.post(where, mine)
    assert "She said it again." in text(answer)
    answer = olena.post(where, mine | carried(answer))
    assert "A later statement has taken the place of this one." in text(answer)
    assert Consent.objects.count() == 2


def test_an_outside_body_is_merged_field_by_field(client_for: Clients) -> None:
    first, second = client_for("director"), client_for("director")
    body = cases.add_body(Viewer.of(first.user), cases.BodyInput("authority", "Heron office", "post", "Heron lane 7"))
    where = reverse("cases:body", args=[body.id])
    given = {"name": "Heron office", "kind": "authority", "way": "post", "contact": "Heron lane 7", "in_use": "on"}
    mine = opened(first, where) | given | {"contact": "Willow street 3"}
    second.post(where, opened(second, where) | given | {"name": "Heron and Willow office"})
    answer = first.post(where, mine)
    assert "keep-name" in answer.content.decode()
    assert "keep-contact" not in answer.content.decode()
    first.post(where, mine | carried(answer) | {"keep-name": "theirs"})
    found = body_row(Viewer.of(first.user), body.id)
    assert (found.name, found.contact) == ("Heron and Willow office", "Willow street 3")
