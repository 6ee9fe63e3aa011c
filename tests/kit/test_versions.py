"""A form that was overtaken becomes a merge screen: nothing is overwritten, nothing typed is lost, nothing is chosen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from dodomu.base.versions import Addition, Changed, State
from dodomu.kit.forms import FormMixin, PartialDateField
from dodomu.kit.versions import Versioned, saved, token_of
from tests.kit.pieces import rendered

pytestmark = pytest.mark.usefixtures("in_english")
AT = datetime(2025, 3, 14, 12, 2, tzinfo=UTC)
LOW = State("case:1", {"risk": "low", "place": "Тихоплинськ"})
HIGH = State("case:1", {"risk": "high", "place": "Тихоплинськ"}, "Olena K.", AT)
RISKS = [("low", "low risk"), ("medium", "medium risk"), ("high", "high risk")]


class PlanForm(Versioned, FormMixin, forms.Form):
    risk = forms.ChoiceField(label="Risk", choices=RISKS, widget=forms.RadioSelect)
    place = forms.CharField(label="Place", required=False)
    reason = forms.CharField(label="Reason")


def sent(opened: State, **typed: str) -> dict[str, Any]:
    """The form as its author sends it, who opened it on ``opened``."""
    return {"seen_state": token_of(opened), "risk": "low", "place": "Тихоплинськ", "reason": "Her aunt asked."} | typed


def page_of(form: PlanForm) -> str:
    return unescape(rendered('<c-form :form="form" submit="Save" />', form=form))


def again(form: PlanForm, **chosen: str) -> dict[str, Any]:
    """The merge screen, filled in and sent."""
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page_of(form)))
    token = re.search(r'name="seen_state" value="([^"]*)"', page_of(form))
    assert token
    return hidden | {"seen_state": token[1], "risk": "medium", "place": "Тихоплинськ", "reason": "x"} | chosen


def overtaken(**typed: str) -> PlanForm:
    """Somebody made it high while this person wrote medium."""
    form = PlanForm(sent(LOW, **({"risk": "medium"} | typed)), state=HIGH)
    assert not form.is_valid()
    return form


def test_a_form_opens_with_what_stands_there() -> None:
    assert PlanForm(state=HIGH)["risk"].value() == "high"


def test_a_form_that_nobody_overtook_is_saved_with_the_version_its_author_saw() -> None:
    form = PlanForm(sent(LOW, risk="medium"), state=LOW)
    assert form.is_valid()
    assert form.version == LOW.version


def test_the_version_tells_values_apart_and_records_too() -> None:
    versions = {LOW.version, HIGH.version, replace(LOW, record="case:2").version}
    assert len(versions) == 3


def test_the_version_does_not_depend_on_who_is_told() -> None:
    assert replace(LOW, by="Olena K.", at=AT).version == LOW.version


def test_an_overtaken_form_is_not_valid_and_shows_all_three_values() -> None:
    page = page_of(overtaken())
    for said in ("Two people on one record", "low risk", "high risk", "medium risk", "Olena K.", "14:02 EET (Kyiv)"):
        assert said in page


def test_neither_value_is_chosen_beforehand() -> None:
    page = page_of(overtaken())
    kept = re.findall(r'<input type="radio" name="keep-risk"[^>]*>', page)
    assert len(kept) == 3
    assert not any("checked" in one for one in kept)


def test_a_field_that_only_its_author_touched_needs_no_choice() -> None:
    assert "keep-place" not in page_of(overtaken(place="Вербове"))


def test_without_a_choice_the_merge_screen_comes_back() -> None:
    form = PlanForm(again(overtaken()), state=HIGH)
    assert not form.is_valid()
    assert ("keep-risk_0", "Choose what is to stay: “Risk”.") in {(one.target, one.message) for one in form.error_list}
    assert 'value="mine" id="keep-risk_1"' in page_of(form)


@pytest.mark.parametrize(("choice", "stays"), [("theirs", "high"), ("mine", "medium"), ("other", "low")])
def test_what_is_chosen_is_saved(choice: str, stays: str) -> None:
    form = PlanForm(again(overtaken(), **{"keep-risk": choice, "risk": "low"}), state=HIGH)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["risk"] == stays
    assert form.version == HIGH.version


def test_what_else_was_typed_is_on_the_merge_screen() -> None:
    assert "Her grandmother wrote to us." in page_of(overtaken(reason="Her grandmother wrote to us."))


def test_a_choice_survives_another_mistake() -> None:
    form = PlanForm(again(overtaken(), **{"keep-risk": "mine", "reason": ""}), state=HIGH)
    assert not form.is_valid()
    assert re.search(r'value="mine" id="keep-risk_1" checked', page_of(form))


def test_a_third_change_is_shown_again() -> None:
    form = PlanForm(
        again(overtaken(), **{"keep-risk": "mine"}), state=replace(HIGH, values={"risk": "low", "place": "T"})
    )
    assert not form.is_valid()
    assert not re.search(r'id="keep-risk_\d" checked', page_of(form))


def test_the_same_change_by_two_people_is_no_conflict() -> None:
    assert PlanForm(sent(LOW, risk="high"), state=HIGH).is_valid()


def test_a_change_in_a_field_left_alone_is_not_undone_unseen() -> None:
    form = PlanForm(sent(LOW, place="Вербове"), state=HIGH)
    assert not form.is_valid()
    assert "keep-risk" in page_of(form)


def test_a_forged_memory_has_seen_nothing() -> None:
    form = PlanForm(sent(LOW) | {"seen_state": "forged"}, state=HIGH)
    assert not form.is_valid()
    assert "not known" in page_of(form)


def test_a_memory_of_another_record_has_seen_nothing() -> None:
    assert not PlanForm(sent(replace(HIGH, record="case:2")), state=HIGH).is_valid()


def test_a_change_at_the_last_moment_becomes_the_merge_screen() -> None:
    form = PlanForm(sent(LOW, risk="medium"), state=LOW)
    assert form.is_valid()
    assert not form.attempt(lambda: HIGH.must_be(form.version))
    assert "high risk" in page_of(form)


def test_an_act_without_an_expectation_is_not_stopped() -> None:
    HIGH.must_be("")
    with pytest.raises(Changed):
        HIGH.must_be(LOW.version)


def test_the_refusal_holds_no_value() -> None:
    with pytest.raises(Changed) as refused:
        HIGH.must_be(LOW.version)
    assert "Тихоплинськ" not in str(refused.value) + repr(refused.value) + repr(refused.value.now)


def test_leaving_everything_to_the_colleague_changes_nothing(rf: Any) -> None:
    form = PlanForm(again(overtaken(), **{"keep-risk": "theirs"}), state=HIGH)
    assert form.is_valid()
    request = rf.post("/")
    told: list[str] = []
    request._messages = type("Told", (), {"add": lambda _self, _level, text, *_rest: told.append(str(text))})()
    assert saved(request, form, lambda: pytest.fail("written"), "Saved.")
    assert told == ["Nothing was changed: what your colleague wrote stays."]


def test_what_was_recorded_meanwhile_is_shown_before_mine_is() -> None:
    class StepForm(Versioned, FormMixin, forms.Form):
        note = forms.CharField(label="Note")

    step = Addition("1", "located, since May 2024", "Olena K.", AT)
    opened, now = State("axis"), State("axis", additions=(step,))
    form = StepForm({"seen_state": token_of(opened), "note": "seen at school"}, state=now)
    assert not form.is_valid()
    page = page_of(form)  # type: ignore[arg-type]
    assert "located, since May 2024" in page
    assert "seen at school" in page
    token = re.search(r'name="seen_state" value="([^"]*)"', page)
    assert token
    assert StepForm({"seen_state": token[1], "note": "seen at school"}, state=now).is_valid()


def test_one_day_written_in_two_ways_is_one_day() -> None:
    class DayForm(Versioned, FormMixin, forms.Form):
        day = PartialDateField(label="Day")

    opened, now = State("day", {"day": "2014-03-05"}), State("day", {"day": "2014-03-06"})
    assert DayForm({"seen_state": token_of(opened), "day": "6 March 2014"}, state=now).is_valid()
    assert not DayForm({"seen_state": token_of(opened), "day": "5 березня 2014"}, state=now).is_valid()


def test_several_codes_are_merged_as_one_value() -> None:
    class UsesForm(Versioned, FormMixin, forms.Form):
        uses = forms.MultipleChoiceField(label="Uses", choices=RISKS, widget=forms.CheckboxSelectMultiple)

    opened, now = State("uses", {"uses": ("low",)}), State("uses", {"uses": ("high", "low")})
    first = QueryDict(mutable=True)
    first.setlist("uses", ["medium"])
    first["seen_state"] = token_of(opened)
    form = UsesForm(first, state=now)
    assert not form.is_valid()
    second = QueryDict(mutable=True)
    second.update(
        {"seen_state": token_of(now), "state_before": token_of(opened), "keep-uses": "mine", "mine-uses": "medium"}
    )
    merged = UsesForm(second, state=now)
    assert merged.is_valid(), merged.errors
    assert merged.cleaned_data["uses"] == ["medium"]


def test_a_form_without_a_state_is_a_form_like_any_other() -> None:
    assert PlanForm({"risk": "low", "reason": "x"}).is_valid()
    assert "seen_state" not in page_of(PlanForm())
