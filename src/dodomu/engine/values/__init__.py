"""Values of the field: names, partial dates, places, sources and sex; pure Python, nothing else imported."""

from dodomu.engine.values.date_description import DATE_SENTENCES, describe_date
from dodomu.engine.values.date_reading import check_birth_date, read_birth_date, read_date
from dodomu.engine.values.dates import BirthDateImpossible, DateNotUnderstood, PartialDate
from dodomu.engine.values.folding import fold
from dodomu.engine.values.given_names import ClassMember, NameClass, classes_of, name_classes
from dodomu.engine.values.name_notes import NAME_NOTES, name_notes
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.names import NameForm, NameKind
from dodomu.engine.values.places import Place
from dodomu.engine.values.scripts import repair, script_of
from dodomu.engine.values.sex import Sex, read_sex
from dodomu.engine.values.sources import Grade, SourceKind

__all__ = [
    "DATE_SENTENCES",
    "NAME_NOTES",
    "BirthDateImpossible",
    "ClassMember",
    "DateNotUnderstood",
    "Grade",
    "NameClass",
    "NameForm",
    "NameKind",
    "PartialDate",
    "Place",
    "Sex",
    "SourceKind",
    "check_birth_date",
    "classes_of",
    "describe_date",
    "fold",
    "name_classes",
    "name_notes",
    "parse_name",
    "read_birth_date",
    "read_date",
    "read_sex",
    "repair",
    "script_of",
]
