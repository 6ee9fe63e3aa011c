"""Every sealed column: whether words of a case's care stand in it, and what a destruction of that care does to them.

A column is found by its table: a new table fails until it is declared as care (``register_care_tables``) or named here.
"""

from __future__ import annotations

from dodomu.base import shred
from dodomu.base.shred.guarding import care_keys_of
from dodomu.journey.cases.models import Case
from tests import sealed_places

FORGOTTEN = {"access_keptform": "what somebody is still writing: deleted with its key (base/shred/forms.py)"}
GOES_WITH_THE_CASE = {"keys_sealedvalue": "sealed to persons, and once more under the key of the case"}
STAYS = {
    "access_accessrequest": "why a colleague asked to see the child: colleagues answer for it",
    "access_breakglass": "why a colleague opened the child in an emergency: colleagues answer for it",
    "cases_caredestruction": "why the care was destroyed",
    "cases_datarequest": "who asked about the data, and what was answered",
    "cases_requestevent": "the same",
    "cases_retentionreview": "why it was kept or marked to be destroyed",
    "cases_sending": "as it was sent; what never left is destroyed (cases/actions/never_left.py)",
    "cases_sendingevent": "the same",
    "missions_alarm": "about a mission as a whole",
    "missions_alarmstep": "about a mission as a whole",
    "missions_cost": "about a mission as a whole",
    "missions_leg": "about a mission as a whole",
    "missions_mission": "about a mission as a whole",
    "missions_missionapproval": "about a mission as a whole",
    "missions_missionescort": "about a colleague on a mission",
    "missions_missionevent": "about a mission as a whole",
    "missions_notice": "about a mission as a whole",
    "missions_phone": "about a mission as a whole",
    "missions_vehicle": "about a mission as a whole",
    "missions_word": "about a mission as a whole",
    "registry_printout": "why a page was printed: colleagues answer for it",
}
"""Words that may speak of the child's care and stay: the page of a destruction says so."""
EVIDENCE = {
    *("evidence_exhibit", "evidence_claim", "evidence_derivative", "evidence_opening", "evidence_custodyevent"),
    *("evidence_disclosurelist", "evidence_legalhold", "evidence_holdlifting"),
    *("registry_calldraft", "registry_verification", "registry_importbatch", "registry_join", "registry_pin"),
    *("registry_profilecard", "registry_photo", "registry_photowithdrawal", "registry_report", "registry_fact"),
    *("registry_identitychange", "registry_withdrawal", "tracing_decision", "vault_original", "vault_derivative"),
}
"""Reports and what was decided about them, originals, exhibits: evidence, under keys of evidence."""
NO_CASE = {
    *(
        "office_complaint",
        "office_complaintstep",
        "access_savedview",
        "journal_logkey",
        "journal_casemap",
        "cases_body",
    ),
    *("missions_escalationcontact", "missions_corridor", "missions_place", "missions_link", "missions_linkrule"),
    *("missions_escort", "missions_escortcheck", "reception_centre", "reception_room"),
    *("figures_publishedfigure", "figures_withdrawal", "figures_release"),
}
"""About no case."""


def care() -> set[str]:
    """Tables that are declared as care, and what is sealed to persons."""
    models = {table[0] for one in shred.care_tables() for table in (one.table, *one.parts)}
    return {model._meta.db_table for model in models} | set(GOES_WITH_THE_CASE)


def others() -> set[str]:
    return {*FORGOTTEN, *STAYS, *EVIDENCE, *NO_CASE}


def tables() -> set[str]:
    """All that have a sealed column."""
    return {one.table for one in sealed_places.sealed_columns()}


def wrongly_kept() -> tuple[set[str], list[str]]:
    """Look at every sealed value there is.

    Returns:
        The columns in which one stood, and those where one stands under a key of a case that is not declared as care,
        or is declared and stands under another.
    """
    keys = {key for case in Case.objects.values_list("id", flat=True) for key in care_keys_of(case)}
    declared, seen, wrong = care(), set[str](), set[str]()
    for cell in sealed_places.cells(sealed_places.sealed_columns(), sealed_places.all_keys()):
        if isinstance(cell, sealed_places.Cell):
            seen.add(str(cell.column))
            if (cell.key.id in keys) != (cell.column.table in declared):
                wrong.add(str(cell.column))
    return seen, sorted(wrong)
