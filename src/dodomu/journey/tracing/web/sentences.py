"""The matching engine's evidence as sentences in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.journey.registry.phrases import kin_text
from dodomu.journey.tracing.bridge import EvidenceLine
from dodomu.kit.dates import reading

EVIDENCE: dict[str, str | Promise] = {
    "given.equal": _("The given names are equal: {first}, {second}"),
    "given.equal_rare": _("The given names are equal, and the name is rare: {first}, {second}"),
    "given.variant": _("The given names are two writings of one name: {first}, {second}"),
    "given.diminutive": _("One given name is an everyday form of the other: {first}, {second}"),
    "given.common": _("The given names are the same, and many people have it: {first}, {second}"),
    "given.ambiguous": _("The given names may be the same; the everyday form stands for several: {first}, {second}"),
    "given.sounds": _("The given names sound the same: {first}, {second}"),
    "given.similar": _("The given names sound alike: {first}, {second}"),
    "given.near": _("The given names are close but different: {first}, {second}"),
    "given.different": _("The given names are different names: {first}, {second}"),
    "given.unlike": _("The given names do not sound alike: {first}, {second}"),
    "given.initial": _("The initial fits the given name: {first}, {second}"),
    "given.other_initial": _("The initial does not fit the given name: {first}, {second}"),
    "patronymic.equal": _("The patronymics name the same father: {first}, {second}"),
    "patronymic.equal_rare": _("The patronymics name the same father, and the name is rare: {first}, {second}"),
    "patronymic.common": _("The patronymics name the same father, but many people have it: {first}, {second}"),
    "patronymic.variant": _("The patronymics are two writings of one: {first}, {second}"),
    "patronymic.sounds": _("The patronymics sound the same: {first}, {second}"),
    "patronymic.similar": _("The patronymics sound alike: {first}, {second}"),
    "patronymic.near": _("The patronymics are close but different: {first}, {second}"),
    "patronymic.different": _("The patronymics name different fathers: {first}, {second}"),
    "patronymic.initial": _("The initial fits the patronymic: {first}, {second}"),
    "patronymic.other_initial": _("The initial does not fit the patronymic: {first}, {second}"),
    "family.equal": _("The family names are equal: {first}, {second}"),
    "family.common": _("The family names are equal, but many people have it: {first}, {second}"),
    "family.sounds": _("The family names sound the same: {first}, {second}"),
    "family.edit": _("The family names differ in one letter: {first}, {second}"),
    "family.similar": _("The family names are spelled alike: {first}, {second}"),
    "family.near": _("The family names are somewhat alike: {first}, {second}"),
    "family.far": _("The family names are hardly alike: {first}, {second}"),
    "family.initial": _("The initial fits the family name: {first}, {second}"),
    "family.other_initial": _("The initial does not fit the family name: {first}, {second}"),
    "family.different": _("The family names differ, which a transfer can cause: {first}, {second}"),
    "family.relatives": _("Different given names in one family: relatives rather than one person"),
    "birth.equal": _("The birth dates are equal: {first}"),
    "birth.overlap": _("The birth dates can be the same day: {first}, {second}"),
    "birth.swapped": _("Day and month of birth are swapped: {first}, {second}"),
    "birth.year_off": _("The year of birth is one off, day and month are equal: {first}, {second}"),
    "birth.digit": _("The birth dates differ in one digit: {first}, {second}"),
    "birth.near": _("The birth dates are at most a month apart: {first}, {second}"),
    "birth.same_year": _("The years of birth are equal, the days are not: {first}, {second}"),
    "birth.close": _("The birth dates are at most a year apart: {first}, {second}"),
    "birth.year_apart": _("The birth dates are up to three years apart: {first}, {second}"),
    "birth.different": _("The birth dates are far apart: {first}, {second}"),
    "place.equal": _("The places are the same: {first}, {second}"),
    "place.renamed": _("The places are one town under its former and its present name: {first}, {second}"),
    "place.similar": _("The places are spelled alike: {first}, {second}"),
    "place.oblast": _("The places lie in one oblast: {first}, {second}"),
    "place.different": _("The places differ: {first}, {second}"),
    "sex.equal": _("The sex is the same"),
    "sex.different": _("The sex differs"),
    "document.equal": _("A document number is equal"),
    "document.different": _("The document numbers differ"),
    "phone.equal": _("A phone number is equal"),
    "institution.equal": _("The institution is the same"),
    "transport.equal": _("The transport is the same"),
    "transport.different": _("The transport differs"),
    "moved.equal": _("The days of the transfer can be the same"),
    "moved.near": _("The days of the transfer are at most a week apart"),
    "moved.different": _("The days of the transfer differ"),
    "list.two_rows": _("Both are rows of one list of one day: two children"),
    "citizenship.equal": _("The citizenship is the same"),
    "citizenship.different": _("The citizenship differs, which is expected after a forced transfer"),
    "relative.equal": _("A relative has the same name ({kind})"),
    "relative.similar": _("A relative has a similar name ({kind})"),
    "relative.different": _("A relative has another name ({kind})"),
    "father.fits": _("The patronymic fits the father's name"),
    "father.differs": _("The patronymic does not fit the father's name"),
}
"""A test holds these and the engine's own together."""

FIELDS: dict[str, str | Promise] = {
    "given": _("Given name"),
    "patronymic": _("Patronymic"),
    "family": _("Family name"),
    "birth": _("Birth date"),
    "place": _("Place"),
    "sex": _("Sex"),
    "document": _("Document"),
    "phone": _("Phone"),
    "institution": _("Institution"),
    "citizenship": _("Citizenship"),
    "transport": _("Transport"),
    "moved": _("Day of the transfer"),
    "list": _("List"),
    "relative": _("Relative"),
    "father": _("Father"),
}


def sentence(line: EvidenceLine) -> str:
    """One piece of evidence in words; dates as they are read, with the interval they allow."""
    params = dict(line.params)
    if line.field == "birth":
        params = {name: reading(str(edtf)) for name, edtf in params.items()}
    if "kind" in params:
        params["kind"] = kin_text(str(params["kind"]))
    return str(EVIDENCE[line.sentence]).format(**params)


def field_label(field: str) -> str | Promise:
    """What the evidence is about."""
    return FIELDS.get(field, field)
