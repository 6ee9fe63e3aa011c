"""The codes of triage and care in words: signs, vital signs, ages, needs, topics."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

Text = str | Promise

COLOURS: dict[str, tuple[Text, str, str]] = {
    "red": (pgettext_lazy("triage", "RED: now"), "harm", "alert"),
    "yellow": (pgettext_lazy("triage", "YELLOW: soon"), "notice", "clock"),
    "green": (pgettext_lazy("triage", "GREEN: can wait"), "well", "check"),
    "undetermined": (pgettext_lazy("triage", "UNDETERMINED: care for the child as yellow"), "unknown", "question"),
}
"""Word, tone, icon: never a colour alone."""
SHORT: dict[str, Text] = {
    "red": pgettext_lazy("triage", "RED"),
    "yellow": pgettext_lazy("triage", "YELLOW"),
    "green": pgettext_lazy("triage", "GREEN"),
    "undetermined": pgettext_lazy("triage", "UNDETERMINED"),
}
"""The same in a word, for lists."""

NEXT: dict[str, Text] = {
    "red": _("Stay with the child. Call a doctor or an ambulance now."),
    "yellow": _("A doctor sees the child soon, before children who are green."),
    "green": _("The child can wait. Look again if anything changes."),
    "undetermined": _("The colour cannot be told yet. Care for the child as yellow and measure what is missing."),
}

AT_ONCE: dict[str, Text] = {
    "red": _("Call a doctor now."),
    "yellow": _("A doctor sees the child soon."),
    "green": _("The child can wait."),
    "undetermined": _("Care for the child as yellow."),
}
"""The same in few words, while the look is still being written."""

MEASURES: dict[str, Text] = {
    "temperature": _("Temperature"),
    "spo2": _("Oxygen saturation"),
    "heart_rate": _("Heart rate"),
    "respiratory_rate": _("Breathing rate"),
    "weight": _("Weight"),
    "height": _("Height"),
    "muac": _("Upper arm circumference"),
}
UNITS: dict[str, Text] = {
    "°C": "°C",
    "%": "%",
    "/min": _("per minute"),
    "kg": _("kg"),
    "cm": _("cm"),
}
SUSPECTED: dict[str, Text] = {
    "grams": _("Is that in grams?"),
    "metres": _("Is that in metres?"),
    "millimetres": _("Is that in millimetres?"),
    "fahrenheit": _("Is that in degrees Fahrenheit?"),
    "fraction": _("Is that a fraction of one?"),
}

CONSCIOUSNESS: dict[str, Text] = {
    "A": _("A: alert, awake"),
    "V": _("V: answers to voice only"),
    "P": _("P: answers to pain only"),
    "U": _("U: answers to nothing"),
}

SECTIONS: dict[str, Text] = {
    "red": _("Danger signs: any one of them is RED"),
    "breathing": _("Breathing"),
    "circulation": _("Blood and circulation"),
    "mind": _("Head and mind"),
    "fluids": _("Drinking and fluids"),
    "injury": _("Injury and poison"),
    "body": _("Body"),
    "known": _("Known already: do not ask the child"),
    "pregnancy": _("Pregnancy: as far as known"),
}

SIGNS: dict[str, Text] = {
    "stridor": _("Harsh noise when breathing in (stridor)"),
    "respiratory_distress": _("Struggles to breathe"),
    "central_cyanosis": _("Blue lips or tongue"),
    "wheezing": _("Wheezing"),
    "mouth_throat_neck_swelling": _("Swelling of mouth, throat or neck"),
    "capillary_refill_over_3s": _("Pressed skin stays pale for more than 3 seconds"),
    "weak_fast_pulse": _("Weak and fast pulse"),
    "heavy_bleeding": _("Heavy bleeding"),
    "cold_extremities": _("Cold hands and feet"),
    "severe_pallor": _("Very pale"),
    "ongoing_bleeding": _("Bleeding that goes on"),
    "recent_fainting": _("Fainted a short time ago"),
    "convulsing": _("Convulsing now"),
    "altered_mental_status": _("Confused, or not as usual"),
    "stiff_neck": _("Stiff neck"),
    "fever_or_hypothermia": _("Fever, or very cold"),
    "headache": _("Headache"),
    "violent_or_aggressive": _("Violent or aggressive"),
    "restless_irritable_lethargic": _("Restless, crying without end, or limp"),
    "acute_weakness": _("Sudden weakness of the whole body"),
    "focal_neurology": _("Sudden loss of strength, feeling or speech"),
    "visual_disturbance": _("Sudden change of sight"),
    "hypoglycaemia": _("Low blood sugar, if it was measured"),
    "lethargy": _("Limp, hard to wake"),
    "sunken_eyes": _("Sunken eyes"),
    "very_slow_skin_pinch": _("Pinched skin goes back very slowly"),
    "drinks_poorly": _("Drinks poorly"),
    "dehydration": _("Signs of thirst and dryness"),
    "vomits_everything": _("Vomits everything"),
    "ongoing_diarrhoea": _("Diarrhoea that goes on"),
    "unable_to_feed_or_drink": _("Cannot drink or feed"),
    "high_risk_trauma": _("Serious injury: fall from a height, crash, explosion, deep wound"),
    "poisoning": _("Poisoned, or touched a dangerous chemical"),
    "threatened_limb": _("A limb without pulse, or pale, numb and painful"),
    "snake_bite": _("Snake bite"),
    "trauma_or_burn": _("Another injury or burn"),
    "limb_deformity": _("Deformed limb"),
    "open_fracture": _("Open fracture"),
    "dislocation": _("Joint out of place"),
    "severe_pain": _("Severe pain"),
    "scrotal_pain": _("Sudden pain of the scrotum, or a painful erection"),
    "unable_to_pass_urine": _("Cannot pass urine"),
    "new_rash": _("New rash that grows within hours, or peels"),
    "severe_wasting": _("Visibly wasted"),
    "oedema_of_both_feet": _("Both feet swollen"),
    "urgent_surgery_known": _("A known illness that needs an operation soon"),
    "sexual_assault": _("Sexual violence"),
    "needs_prophylaxis": _("Contact that needs prevention in time: animal bite, needle"),
    "pregnancy_danger_sign": _("Pregnant with bleeding, severe belly pain, fits, severe headache, labour or injury"),
    "pregnant": _("Pregnant"),
}

BY_AGE: dict[str, Text] = {
    "red.first_week": _("Younger than 8 days"),
    "yellow.young_infant": _("A baby of up to 6 months"),
}
"""Rules that rest on age alone."""
COUNTED: dict[str, Text] = {
    "red.two_of_mind": _("Two together: %(found)s"),
    "red.dehydration": _("Two together: %(found)s"),
}
AGE_UNITS = {
    "d": ngettext_lazy("%(num)d day", "%(num)d days", "num"),
    "m": ngettext_lazy("%(num)d month", "%(num)d months", "num"),
    "y": ngettext_lazy("%(num)d year", "%(num)d years", "num"),
}

LACKS: dict[str, Text] = {
    "consciousness": _("How awake the child is"),
    "age": _("The age"),
}
GAPS: dict[str, Text] = {"unknown": _("could not be told"), "not_asked": _("not looked for yet")}

NEEDS: dict[str, Text] = {
    "safety": _("Safety"),
    "medical": _("Doctor"),
    "medicine": _("Medicine"),
    "dental": _("Dentist"),
    "sight_hearing": _("Sight or hearing"),
    "aids": _("Aids and care with a disability"),
    "psychological": _("Psychologist"),
    "food": _("Food"),
    "clothing": _("Clothing"),
    "hygiene": _("Washing and hygiene"),
    "sleep": _("Rest and sleep"),
    "contact_family": _("Contact with family"),
    "interpreter": _("Interpreter"),
    "documents": _("Documents"),
    "legal": _("Legal help"),
    "school": _("School"),
    "social": _("Social help"),
    "other": pgettext_lazy("need", "Something else"),
}
URGENCIES: dict[str, Text] = {
    "now": pgettext_lazy("urgency", "now"),
    "today": pgettext_lazy("urgency", "today"),
    "days": pgettext_lazy("urgency", "in the first three days"),
    "weeks": pgettext_lazy("urgency", "in two weeks"),
}

TOPICS: dict[str, Text] = {
    "taking_away": _("How the child was taken away"),
    "institution": _("Institutions and camps"),
    "family": _("Parents and family"),
    "loss": _("Deaths and losses"),
    "violence": _("Violence"),
    "body": _("The body, wounds, examinations"),
    "detention": _("Detention and filtration"),
    "journey": _("The way home"),
    "home": _("Home and the home town"),
    "fighting": _("War and shelling"),
    "papers": _("Name, papers, citizenship"),
    "future": _("What comes next"),
}

MISSION_SAYS: dict[str, Text] = {
    "no_show": _("did not come to the meeting point"),
    "dropped": _("taken off the mission before it left"),
    "refused": _("refused at a crossing"),
    "withdrawn": _("did not want to go on"),
    "detained": _("detained on the way"),
    "lost_contact": _("contact was lost on the way"),
    "hospital": _("in hospital on the way"),
    "deceased": _("died"),
    "cancelled": _("the mission was cancelled"),
}
"""Why a child does not come, as the mission said."""


def bound_in_words(bound: str) -> str:
    """An age bound of the triage tool in words: "8d" is "8 days"."""
    number = int(bound[:-1])
    return str(AGE_UNITS[bound[-1]] % {"num": number})


def unit_of(code: str) -> str:
    """The unit of a measure in words."""
    return str(UNITS.get(code, code))
