"""Saved views, remembered columns and order, the start page: each reader's own, shared by choice, never with words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dodomu.base.access import actions, lists
from dodomu.base.access.models import SavedView, StartPage
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.refusals import Refused
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import DataKey
from tests.people import PASSWORD, make_team, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/cases/"
NAME = "Urgent, nobody on it"


@pytest.fixture
def worker() -> Viewer:
    return Viewer.of(make_user("case_worker", team=make_team("Willow")))


@pytest.fixture
def colleague() -> Viewer:
    return Viewer.of(make_user("case_worker", team=make_team("Willow")))


def kept(by: Viewer, name: str = NAME, query: str = "risk=high", share: str = "") -> UUID:
    return actions.save_view(by, name, table="cases", path=LIST, query=query, share=share)


def willow() -> str:
    return str(make_team("Willow").id)


def test_a_list_is_saved_as_it_is_seen(client_for: Any) -> None:
    client = client_for("director")
    client.post(f"{LIST}?risk=high&sort=-risk&page=3&q=Olena", {"save_view": "1", "name": NAME, "share": ""})
    (found,) = lists.views_of(Viewer.of(client.user), "cases")
    assert (found.name, found.path) == (NAME, LIST)
    assert found.query.startswith("risk=high&sort=-risk&columns=number.name.")
    assert "Olena" not in found.url


def test_the_saved_view_opens_the_same_list(client_for: Any) -> None:
    client = client_for("director")
    client.post(f"{LIST}?columns=number.risk", {"save_view": "1", "name": NAME})
    answer = client.get(lists.views_of(Viewer.of(client.user), "cases")[0].url)
    assert [column.name for column in answer.context["table"].shown] == ["number", "risk"]
    assert f"<span>{NAME}</span>" in answer.content.decode()


def test_a_view_without_a_name_is_refused_and_the_list_says_so(client_for: Any) -> None:
    client = client_for("director")
    page = client.post(f"{LIST}?risk=high", {"save_view": "1", "name": "  "}).content.decode()
    assert "Write a name for this view." in page
    assert not SavedView.objects.exists()


def test_the_name_lies_sealed(worker: Viewer) -> None:
    kept(worker, "Родина Тополенків")
    assert "Тополенк".encode() not in bytes(SavedView.objects.get().name_sealed)


def test_nobody_else_sees_a_view_that_is_not_shared(worker: Viewer, colleague: Viewer) -> None:
    view_id = kept(worker)
    assert lists.views_of(colleague, "cases") == []
    with pytest.raises(OutOfReach):
        lists.view(colleague, view_id)


def test_the_team_sees_a_view_shared_with_it_and_no_other_team(worker: Viewer, colleague: Viewer) -> None:
    kept(worker, share=willow())
    other = Viewer.of(make_user("case_worker", team=make_team("Heron")))
    assert [view.name for view in lists.views_of(colleague, "cases")] == [NAME]
    assert lists.views_of(other, "cases") == []


@pytest.mark.parametrize("share", ["all", "heron", "nonsense"])
def test_one_shares_only_with_ones_own_teams(worker: Viewer, share: str) -> None:
    with pytest.raises(Refused):
        kept(worker, share=str(make_team("Heron").id) if share == "heron" else share)


def test_a_role_of_the_whole_house_may_share_with_everybody(worker: Viewer) -> None:
    kept(Viewer.of(make_user("director")), share="all")
    assert len(lists.views_of(worker, "cases")) == 1


def test_a_view_is_shared_in_one_way_only(worker: Viewer) -> None:
    kept(worker, share=willow())
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.update(for_all=True)


def test_only_its_owner_changes_or_deletes_a_view(worker: Viewer, colleague: Viewer) -> None:
    view_id = kept(worker, share=willow())
    with pytest.raises(OutOfReach):
        actions.change_view(colleague, view_id, "Mine now", "")
    with pytest.raises(OutOfReach):
        actions.delete_view(colleague, view_id)


def test_a_new_name_gets_a_new_key_and_the_old_one_dies(worker: Viewer) -> None:
    view_id = kept(worker)
    before = SavedView.objects.get().data_key
    actions.change_view(worker, view_id, "Calmer", "")
    assert lists.view(worker, view_id).name == "Calmer"
    assert DataKey.objects.get(id=before).destroyed_at is not None


def test_a_view_is_renamed_and_shared_on_its_page(client_for: Any, colleague: Viewer) -> None:
    client = client_for(make_user("case_worker", team=make_team("Willow")))
    page = reverse("kit:view", args=[kept(Viewer.of(client.user))])
    client.post(page, {"name": "Calmer", "share": willow()})
    assert [view.name for view in lists.views_of(colleague, "cases")] == ["Calmer"]
    assert "The team Willow sees this view." in client.get(page).content.decode()


def test_a_view_is_deleted_on_its_page_and_with_it_the_start_page(client_for: Any) -> None:
    client = client_for("director")
    view_id = kept(Viewer.of(client.user))
    actions.start_with(Viewer.of(client.user), view_id)
    client.post(reverse("kit:view_delete", args=[view_id]))
    assert not SavedView.objects.exists()
    assert not StartPage.objects.exists()


def test_after_signing_in_the_start_page_opens(client_for: Any, client: Any) -> None:
    chosen = client_for("director")
    view_id = kept(Viewer.of(chosen.user))
    chosen.post(reverse("kit:view_start", args=[view_id]), {"start": "yes"})
    given = {"login": chosen.user.username, "password": PASSWORD}
    assert client.post(reverse("account_login"), given)["Location"] == f"{LIST}?risk=high"


def test_whoever_wanted_another_page_gets_that_one(client_for: Any, client: Any) -> None:
    chosen = client_for("director")
    actions.start_with(Viewer.of(chosen.user), kept(Viewer.of(chosen.user)))
    given = {"login": chosen.user.username, "password": PASSWORD, "next": "/children/"}
    assert client.post(f"{reverse('account_login')}?next=/children/", given)["Location"] == "/children/"


def test_a_start_page_that_is_no_longer_shared_does_not_open(worker: Viewer, colleague: Viewer) -> None:
    view_id = kept(worker, share=willow())
    actions.start_with(colleague, view_id)
    assert lists.start_url(colleague) == f"{LIST}?risk=high"
    actions.change_view(worker, view_id, NAME, "")
    assert lists.start_url(colleague) == ""


def test_one_cannot_start_with_a_view_one_does_not_see(worker: Viewer) -> None:
    with pytest.raises(OutOfReach):
        actions.start_with(worker, kept(Viewer.of(make_user("director"))))


def test_columns_and_order_are_remembered_for_one_reader(client_for: Any) -> None:
    client, other = client_for("director"), client_for("director")
    client.post(reverse("kit:columns"), {"table": "cases", "column": ["risk"], "sort": "risk", "next": LIST})
    shown = client.get(LIST).context["table"]
    assert ([column.name for column in shown.shown], shown.wish.order) == (["number", "risk"], "risk")
    assert len(other.get(LIST).context["table"].shown) > 2


def test_a_link_shows_its_own_columns_whatever_is_remembered(client_for: Any) -> None:
    client = client_for("director")
    client.post(reverse("kit:columns"), {"table": "cases", "column": ["risk"]})
    shown = client.get(f"{LIST}?columns=number.team&sort=team").context["table"]
    assert [column.name for column in shown.shown] == ["number", "team"]


def test_choosing_columns_leaves_a_link_with_columns(client_for: Any) -> None:
    page = client_for("director").get(f"{LIST}?columns=number.team&risk=high").content.decode()
    assert 'name="next" value="/cases/?risk=high"' in page
