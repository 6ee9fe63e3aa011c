"""The clinic: measures as typed, and triage by the Interagency Integrated Triage Tool."""

from dodomu.engine.clinic.age import Age, AgeSpan, age_span
from dodomu.engine.clinic.measures import MEASURES, Measure, MeasureRejected, read_measure
from dodomu.engine.clinic.observation import Consciousness, Finding, Gap, Observation
from dodomu.engine.clinic.result import Colour, Missing, Reason, TriageResult
from dodomu.engine.clinic.table import Rule, TriageTable, table_on, tables
from dodomu.engine.clinic.triage import red_alone, signs_looked_for, triage

__all__ = [
    "MEASURES",
    "Age",
    "AgeSpan",
    "Colour",
    "Consciousness",
    "Finding",
    "Gap",
    "Measure",
    "MeasureRejected",
    "Missing",
    "Observation",
    "Reason",
    "Rule",
    "TriageResult",
    "TriageTable",
    "age_span",
    "read_measure",
    "red_alone",
    "signs_looked_for",
    "table_on",
    "tables",
    "triage",
]
