"""A slow, obvious reading of the triage card, written without its data file: the oracle for the engine.

One `if` per line of the card; ages are exact days and months. Nothing here is shared with the engine but its values.
"""

from __future__ import annotations

from decimal import Decimal

from dodomu.engine.clinic import Age, AgeSpan, Finding, Gap, Observation
from dodomu.engine.values import Sex

TWO_OF_MIND = ("altered_mental_status", "stiff_neck", "fever_or_hypothermia", "headache")
DEHYDRATION = ("lethargy", "sunken_eyes", "very_slow_skin_pinch", "drinks_poorly")
RED_ANY_AGE = (
    "stridor", "respiratory_distress", "central_cyanosis", "capillary_refill_over_3s", "weak_fast_pulse",
    "heavy_bleeding", "convulsing", "high_risk_trauma", "poisoning", "threatened_limb", "snake_bite",
)  # fmt: skip
YELLOW_ANY_AGE = (
    "mouth_throat_neck_swelling", "wheezing", "vomits_everything", "ongoing_diarrhoea", "unable_to_feed_or_drink",
    "severe_pallor", "severe_pain", "new_rash", "trauma_or_burn", "urgent_surgery_known", "sexual_assault",
    "needs_prophylaxis",
)  # fmt: skip
YELLOW_CHILD = ("dehydration", "restless_irritable_lethargic", "severe_wasting", "oedema_of_both_feet")
YELLOW_OLDER = (
    "ongoing_bleeding", "recent_fainting", "acute_weakness", "focal_neurology", "visual_disturbance",
    "limb_deformity", "open_fracture", "dislocation", "unable_to_pass_urine",
)  # fmt: skip
VITALS = ("heart_rate", "respiratory_rate", "temperature", "spo2")


def sign_codes(age: Age, sex: Sex) -> tuple[set[str], set[str]]:
    """The signs whose absence keeps a result from being red, and from being green, at one exact age."""
    red, yellow = {*RED_ANY_AGE, *TWO_OF_MIND}, set(YELLOW_ANY_AGE)
    if age.months < 144:
        red |= {"cold_extremities", *DEHYDRATION}
        yellow |= {*YELLOW_CHILD}
        if sex != Sex.FEMALE:
            red |= {"scrotal_pain"}
    else:
        red |= {"violent_or_aggressive"}
        yellow |= {*YELLOW_OLDER}
        if sex != Sex.FEMALE:
            yellow |= {"scrotal_pain"}
    if age.months >= 120 and sex != Sex.MALE:
        red |= {"pregnancy_danger_sign"}
        yellow |= {"pregnant"}
    return red, yellow


def colour(seen: Observation) -> str:
    """The colour the card gives: an age span is as grave as the gravest of its ages.

    What may still turn out red is graver than yellow; what may still turn out yellow is not, where another age is yellow.
    """
    if seen.age is None:
        raise ValueError("the oracle reads known ages only")
    ages = {seen.age.youngest, seen.age.oldest}
    for edge in (Age(8, 0), Age(61, 2), Age(213, 7), Age(365, 12), Age(1826, 60), Age(3652, 120), Age(4383, 144)):
        if seen.age.youngest < edge < seen.age.oldest:
            ages |= {edge, Age(edge.days - 1, max(edge.months - 1, 0))}
    gravest = {_at(seen, age) for age in ages}
    answer = next(answer for answer in ("red", "maybe red", "yellow", "maybe yellow", "green") if answer in gravest)
    return "undetermined" if answer.startswith("maybe") else answer


def _at(seen: Observation, age: Age) -> str:
    red, yellow = _red(seen, age), _yellow(seen, age)
    needs_red, needs_yellow = sign_codes(age, seen.sex)
    if red:
        return "red"
    if isinstance(seen.consciousness, Gap) or any(isinstance(seen.vital(code), Gap) for code in VITALS):
        return "maybe red"
    if any(_open(seen, sign) for sign in needs_red):
        return "maybe red"
    if yellow:
        return "yellow"
    return "maybe yellow" if any(_open(seen, sign) for sign in needs_yellow) else "green"


def _open(seen: Observation, sign: str) -> bool:
    return not _yes(seen, sign) and seen.signs.get(sign) != Finding.NO


def _yes(seen: Observation, sign: str) -> bool:
    if sign == "altered_mental_status" and seen.consciousness in ("V", "P", "U"):
        return True
    temperature = _value(seen, "temperature")
    if sign == "fever_or_hypothermia" and temperature is not None and (temperature < 36 or temperature >= 38):
        return True
    return seen.signs.get(sign) == Finding.YES


def _value(seen: Observation, code: str) -> Decimal | None:
    value = seen.vital(code)
    return None if isinstance(value, Gap) else value


def _red(seen: Observation, age: Age) -> bool:
    if seen.consciousness == "U" or age.days < 8:
        return True
    if any(_yes(seen, sign) for sign in RED_ANY_AGE) or _yes(seen, "hypoglycaemia"):
        return True
    if sum(_yes(seen, sign) for sign in TWO_OF_MIND) >= 2:
        return True
    temperature, heart = _value(seen, "temperature"), _value(seen, "heart_rate")
    if age.months < 2 and temperature is not None and (temperature < 36 or temperature > 39):
        return True
    if age.months >= 120 and seen.sex != Sex.MALE and _yes(seen, "pregnancy_danger_sign"):
        return True
    if age.months >= 144:
        return (heart is not None and (heart < 50 or heart > 150)) or _yes(seen, "violent_or_aggressive")
    if _yes(seen, "cold_extremities") or sum(_yes(seen, sign) for sign in DEHYDRATION) >= 2:
        return True
    return seen.sex != Sex.FEMALE and _yes(seen, "scrotal_pain")


def _yellow(seen: Observation, age: Age) -> bool:
    if age.days >= 8 and age.months < 7:
        return True
    if seen.consciousness in ("V", "P") or any(_yes(seen, sign) for sign in YELLOW_ANY_AGE):
        return True
    if _yes(seen, "altered_mental_status") or _high_risk(seen, age):
        return True
    if age.months >= 120 and seen.sex != Sex.MALE and _yes(seen, "pregnant"):
        return True
    if age.months < 144:
        return any(_yes(seen, sign) for sign in (*YELLOW_CHILD, "headache", "lethargy"))
    return any(_yes(seen, sign) for sign in YELLOW_OLDER) or (seen.sex != Sex.FEMALE and _yes(seen, "scrotal_pain"))


def _high_risk(seen: Observation, age: Age) -> bool:
    heart, breath = _value(seen, "heart_rate"), _value(seen, "respiratory_rate")
    temperature, spo2 = _value(seen, "temperature"), _value(seen, "spo2")
    if temperature is not None and (temperature < 36 or temperature > 39):
        return True
    if spo2 is not None and spo2 < 92:
        return True
    years = age.months // 12
    low, high = (90, 180) if years < 1 else (80, 160) if years < 5 else (70, 140) if years < 12 else (60, 130)
    if heart is not None and (heart < low or heart > high):
        return True
    low, high = (25, 50) if years < 1 else (20, 40) if years < 5 else (10, 30)
    return breath is not None and (breath < low or breath > high)


def exactly(born_days_ago: int, months: int) -> AgeSpan:
    """A span of one age."""
    return AgeSpan(Age(born_days_ago, months), Age(born_days_ago, months))
