"""72: what somebody is still writing about a case is destroyed with its care, and no stale page brings it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dodomu.base import journal, keys, shred
from dodomu.base.access.drafts import Page, draft_of, keep_draft
from dodomu.base.access.form_about import of_draft, of_form
from dodomu.base.access.idle import LOCKED
from dodomu.base.access.kept_forms import keep, kept_form
from dodomu.base.access.models import KeptForm, User
from dodomu.base.keys import DataKey, KeyDestroyed
from dodomu.journey.cases import actions
from dodomu.journey.cases.models import Case
from dodomu.journey.reception import actions as reception
from tests.journey.cases_people import WHY
from tests.journey.destruction_story import YES, Closed
from tests.journey.reception_people import House
from tests.journey.registry_people import recorded_child
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TYPED = [("note", "She is afraid of the dark")]
ITSELF = {"X-Autosave": "yes"}


@pytest.fixture
def closed(viewer_with: Callable[..., Any]) -> Closed:
    return Closed(viewer_with)


@pytest.fixture
def user() -> User:
    return make_user("case_worker")


def page_of(case: Case) -> str:
    return reverse("cases:case", args=[case.id])


def another(closed: Closed) -> Case:
    child = recorded_child(closed.viewer_with("tracing_analyst"), "Тополенко Марко", born="2015")
    return actions.open_case(closed.director, child, closed.case.team_id, None, "low", WHY)


def kept(user: User, path: str, page: str = "/", fields: list[tuple[str, str]] = TYPED) -> Any:
    return keep(user, path, page, fields)


class TestForget:
    def test_forms_and_drafts_of_everybody_go_with_the_care_and_their_keys_too(
        self, closed: Closed, user: User
    ) -> None:
        ways = [
            kept(user, page_of(closed.case)),
            kept(user, reverse("recovery:plan", args=[closed.care_plan.id])),
            kept(user, "/missions/", "/", [*TYPED, ("case", str(closed.case.id))]),
            kept(user, reverse("reception:topics", args=[closed.child])),
            kept(make_user("case_worker"), f"/recovery/?plan={closed.care_plan.id}"),
        ]
        keep_draft(user, f"cases.note:{closed.case.id}", TYPED, Page(window="a", turn=1))
        used = set(KeptForm.objects.values_list("data_key", flat=True))
        assert (len(used), None in ways) == (6, False)
        closed.destroyed()
        assert not KeptForm.objects.exists()
        assert not keys.open_keys(used)
        entry = next(one for one in journal.entries_about(closed.case.pid) if one.kind == "shredded")
        assert entry.codes["forms"] == 6

    def test_what_is_about_another_case_or_is_evidence_stays_and_still_opens(self, closed: Closed, user: User) -> None:
        exhibit = reverse("evidence:take", args=[closed.case.id])
        ways = [
            kept(user, page_of(another(closed))),
            kept(user, exhibit, page_of(closed.case)),
            kept(user, "/no/such/page", "/"),
        ]
        about = f"reception.triage:{uuid4()}"
        keep_draft(user, about, TYPED, Page(window="a", turn=1))
        closed.destroyed()
        for one in ways:
            found = kept_form(user, one)
            assert found is not None
            assert found.fields == tuple(TYPED)
        assert draft_of(user, about).fields == tuple(TYPED)
        assert "forms" not in journal.entries_about(closed.case.pid)[1].codes

    def test_a_no_takes_nothing_from_anybody(self, closed: Closed, user: User) -> None:
        one = kept(user, page_of(closed.case))
        actions.answer_destruction(closed.director, closed.ask().id, reason="Not yet.", agrees=False)
        assert kept_form(user, one).fields == tuple(TYPED)

    def test_one_that_nobody_can_open_does_not_stop_a_destruction(self, closed: Closed, user: User) -> None:
        kept(user, page_of(closed.case))
        keys.destroy_key(KeptForm.objects.get().data_key)
        kept(user, page_of(closed.case))
        spoilt = KeptForm.objects.order_by("id").last()
        KeptForm.objects.filter(id=spoilt.id).update(sealed=b"\x01" + bytes(60))
        assert closed.destroyed().state == "confirmed"


class TestRefuse:
    def test_nothing_is_kept_about_a_case_that_was_destroyed(self, closed: Closed, user: User) -> None:
        draft = f"cases.note:{closed.case.id}"
        keep_draft(user, draft, TYPED, Page(window="a", turn=1))
        closed.destroyed()
        with pytest.raises(KeyDestroyed):
            keep_draft(user, draft, TYPED, Page(1, "a", 2))
        with pytest.raises(KeyDestroyed):
            kept(user, page_of(closed.case))
        with pytest.raises(KeyDestroyed):
            kept(user, reverse("recovery:plan", args=[closed.care_plan.id]))
        assert not KeptForm.objects.exists()

    def test_what_is_about_a_living_case_too_or_opens_a_new_one_is_kept(self, closed: Closed, user: User) -> None:
        closed.destroyed()
        both = [*TYPED, ("case", str(closed.case.id)), ("case", str(another(closed).id))]
        assert kept(user, "/missions/", "/", both)
        assert kept(user, f"{reverse('cases:open')}?child={closed.child}")
        assert kept(user, reverse("evidence:take", args=[closed.case.id]), page_of(closed.case))

    def test_a_page_that_saves_as_it_locks_is_told_that_it_is_gone(
        self, closed: Closed, client_for: Callable[..., Any], user: User
    ) -> None:
        client, sent = client_for(user), {"page": page_of(closed.case), "action": page_of(closed.case), "fields": "a=b"}
        assert client.post(reverse("office:keep"), sent).status_code == 200
        closed.destroyed()
        assert client.post(reverse("office:keep"), sent).status_code == 410
        assert not KeptForm.objects.exists()

    def test_a_form_that_came_behind_the_lock_is_not_kept_and_its_author_is_asked_to_unlock(
        self, closed: Closed, client_for: Callable[..., Any], user: User
    ) -> None:
        client = client_for(user)
        client.get("/")
        session = client.session
        session[LOCKED] = True
        session.save()
        path = reverse("cases:new_task", args=[closed.case.id])
        assert client.post(path, {"title": "Call"}).status_code == 302
        assert KeptForm.objects.count() == 1
        closed.destroyed()
        assert client.post(path, {"title": "Call"}).status_code == 302
        assert not KeptForm.objects.exists()


@pytest.mark.parametrize("name", ["reception:new_triage", "reception:particulars"])
def test_a_stale_page_of_a_colleague_is_refused_and_an_outsider_learns_nothing(
    viewer_with: Callable[..., Any], client_for: Callable[..., Any], name: str
) -> None:
    house = House(viewer_with)
    case, clinician = house.case(), viewer_with("reception_clinician", team=house.willow)
    arrival = reception.expect(clinician, case.number, house.willow.id)
    reception.receive(clinician, [reception.Received(arrival.id, "photo")])
    nurse, outsider = (client_for(make_user("reception_clinician", team=team)) for team in (house.willow, house.heron))
    url, typed = reverse(name, args=[arrival.id]), {"note": "Sleepy", "window": "w", "turn": "1"}
    assert nurse.post(url, typed, headers=ITSELF).json()["version"] == 1
    reception.leave(clinician, arrival.id, "Her mother came.")
    destroyed(house, case)
    late = nurse.post(url, {**typed, "turn": "2"}, headers=ITSELF)
    assert (late.status_code, nurse.get(url).status_code) == (410, 410)
    assert "lawfully destroyed" in late.content.decode()
    assert outsider.post(url, typed, headers=ITSELF).status_code == 404
    assert not KeptForm.objects.exists()


def destroyed(house: House, case: Case) -> None:
    """Everything of the case is ended first, as two people have to."""
    for task in case.tasks.filter(state="open"):
        actions.end_task(house.worker, task.id, "done", "Done.")
    actions.close_case(house.worker, case.id, "returned", WHY)
    protector = house.viewer_with("data_protection_officer")
    seen = shred.state_of(case.id, shred.care_of_case(case.id))
    asked = actions.ask_destruction(protector, case.id, actions.DestructionInput("erasure_request", "Asked.", seen))
    actions.answer_destruction(house.director, asked.id, **YES)


def test_an_address_tells_its_stage_and_every_record_it_names() -> None:
    one, two, three = uuid4(), uuid4(), uuid4()
    form = of_form(f"/recovery/?plan={one}", f"/x/{two}/", [("case", str(three)), ("note", f"see {uuid4()}")])
    assert form.ids == {one, two, three}
    assert of_form(reverse("cases:case", args=[one]), "", []).stage == "cases"
    assert of_form("/no/such/page", "", []).stage == ""
    draft = of_draft(f"reception.triage:{one}", [("bed", str(two))])
    assert (draft.stage, draft.ids) == ("reception", {one, two})


def test_whoever_keeps_a_form_holds_the_key_that_a_destruction_takes(closed: Closed, user: User) -> None:
    """The rows are locked before the form is written; that the two wait for each other is PostgreSQL's part."""
    with CaptureQueriesContext(connection) as asked:
        kept(user, page_of(closed.case))
    said = [one["sql"] for one in asked.captured_queries]
    wanted = closed.case.data_key_id.hex
    held = next(at for at, sql in enumerate(said) if DataKey._meta.db_table in sql and wanted in sql.replace("-", ""))
    written = next(at for at, sql in enumerate(said) if sql.startswith("INSERT") and "access_keptform" in sql)
    assert held < written
    if connection.vendor == "postgresql":
        assert "FOR NO KEY UPDATE" in said[held]
