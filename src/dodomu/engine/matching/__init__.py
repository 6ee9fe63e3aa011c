"""Matching: names and records analysed, compared with reasons, searched and linked across scripts."""

from dodomu.engine.matching.analysis import NameAnalysis, analyse_name
from dodomu.engine.matching.comparison import compare_analysed_records, compare_records
from dodomu.engine.matching.explanation import explain
from dodomu.engine.matching.index import Hit, NameIndex
from dodomu.engine.matching.keys import KEY_WEIGHTS, blocking_keys, query_keys, wide_keys
from dodomu.engine.matching.linking import Link, deduplicate, link
from dodomu.engine.matching.names import FormComparison, NameComparison, compare_forms, compare_names
from dodomu.engine.matching.places import known_town, place_key
from dodomu.engine.matching.query import Query, query_terms
from dodomu.engine.matching.record import Record, Relative
from dodomu.engine.matching.record_analysis import RecordAnalysis, analyse_record
from dodomu.engine.matching.results import Comparison, Evidence, Match, Reason
from dodomu.engine.matching.scoring import probability_of, score
from dodomu.engine.matching.sentences import SENTENCES
from dodomu.engine.matching.terms import TERM_WEIGHTS, Term, search_terms
from dodomu.engine.values.folding import fold
from dodomu.engine.values.given_names import name_classes

__all__ = [
    "Comparison",
    "Evidence",
    "FormComparison",
    "Hit",
    "KEY_WEIGHTS",
    "Link",
    "Match",
    "NameAnalysis",
    "NameComparison",
    "NameIndex",
    "Query",
    "Reason",
    "Record",
    "RecordAnalysis",
    "Relative",
    "SENTENCES",
    "TERM_WEIGHTS",
    "Term",
    "analyse_name",
    "analyse_record",
    "blocking_keys",
    "compare_analysed_records",
    "compare_forms",
    "compare_names",
    "compare_records",
    "deduplicate",
    "explain",
    "fold",
    "known_town",
    "link",
    "name_classes",
    "place_key",
    "probability_of",
    "query_keys",
    "query_terms",
    "score",
    "search_terms",
    "wide_keys",
]
