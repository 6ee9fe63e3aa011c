"""The main pages, and how a colleague gets to each: an address, then the links to follow from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.browser.conftest import Site

ROW = "main .list-table tbody th a"
NUMBER_THREE = f"{ROW}:text-is('№3')"
"""A case of the demonstration for which nobody plans a journey."""
ENDING, CONSENT = "main a[href*='/consent/']", "a[href$='/consent/']"
""""My work" of the case worker leads to a consent that runs out soon, and from there to all about consent."""
EXHIBIT_CASE = "main .list-table a[href*='/evidence/cases/']"
KALYNA, OSOKA, CRANE = (f"main .list-table tbody th a:has-text('{name}')" for name in ("Калина", "Осока", "Журавель"))
"""The mission under way, the one that is being made, and the corridor of the scenario: other tests add theirs beside them."""
CROSSING = "main .list-table a:has-text('17')"

HERE, ALERT = "/reception/?show=here", "main a[href*='/reception/alerts/']"
CENTRE = "main a[href*='/reception/centres/']:not([href$='/new/'])"


@dataclass(frozen=True)
class Stop:
    """One page. ``follow`` are links to open one after the other, by CSS; ``who`` is empty for a visitor."""

    name: str
    who: str
    path: str
    follow: tuple[str, ...] = ()
    refused: bool = False
    typed: str = ""

    def __str__(self) -> str:
        return self.name.replace(" ", "-")

    def open(self, page: Any, site: Site, known: dict[str, str]) -> None:
        """Go there; the links are followed once, later visits use the address they led to."""
        page.goto(known.get(self.name, site.url + self.path))
        if self.name not in known:
            for link in self.follow:
                page.goto(site.url + str(page.locator(link).first.get_attribute("href")))
            known[self.name] = page.url
        if self.typed:
            page.fill("main input[name=q]", self.typed)
            page.click("main form[role=search] button")
            page.wait_for_load_state()


STOPS = (
    Stop("gallery", "tracing_analyst", "/kit/gallery/"),
    Stop("sign in", "", "/account/login/"),
    Stop("my work", "tracing_analyst", "/"),
    Stop("my work of the director", "director", "/"),
    Stop("work of the team", "director", "/work/team/"),
    Stop("a section without work", "director", "/?show=today"),
    Stop("cases of the director", "director", "/cases/"),
    Stop("children", "tracing_analyst", "/children/"),
    Stop("an empty list", "tracing_analyst", "/lists/?status=withdrawn"),
    Stop("a child", "tracing_analyst", "/children/", (ROW,)),
    Stop("a child of the team", "case_worker", "/cases/", (ROW, "main .page-aside a[href^='/children/']")),
    Stop("a life-line", "case_worker", "/children/", (ROW, ".tab[href$='/life-line/']")),
    Stop("photos of a child", "case_worker", "/children/", (ROW, ".tab[href$='/photos/']")),
    Stop("a new photo", "case_worker", "/children/", (ROW, ".tab[href$='/photos/']", "main a[href$='/photos/new/']")),
    Stop("a child's history", "director", "/children/", (ROW, ".tab[href$='/history/']")),
    Stop("who looked at a child", "director", "/children/", (ROW, ".tab[href$='/history/']", ".tab[href$='/viewed/']")),
    Stop("a print with its purpose", "case_worker", "/children/", (ROW, ".tab[href*='/print/']")),
    Stop("kinds of facts", "tracing_analyst", "/children/", (ROW, "main .page-primary a")),
    Stop("a new fact", "tracing_analyst", "/children/", (ROW, "main .page-primary a", "main a[href$='/birth_date/']")),
    Stop("a correction", "tracing_analyst", "/children/?sort=-sources", (ROW, "main a[href$='/correct/']")),
    Stop("a fact to withdraw", "tracing_analyst", "/children/?sort=-sources", (ROW, "main a[href$='/withdraw/']")),
    Stop("a report", "tracing_analyst", "/children/", (ROW, "main a[href^='/reports/']")),
    Stop("match review queue", "tracing_analyst", "/tracing/"),
    Stop("a candidate", "tracing_analyst", "/tracing/?state=open", (ROW,)),
    Stop("a candidate for the second person", "tracing-analyst-2", "/tracing/?state=me", (ROW,)),
    Stop("a candidate of one family", "tracing_analyst", "/tracing/?hint=kin", (ROW,)),
    Stop(
        "pairs of one child",
        "tracing_analyst",
        "/tracing/?hint=kin",
        (ROW, "main a[href^='/children/']", "main a[href^='/tracing/child/']"),
    ),
    Stop("how far the search is right", "tracing_analyst", "/tracing/calibration/"),
    Stop("a candidate decided", "tracing_analyst", "/tracing/?state=same", (ROW,)),
    Stop("cases", "case_worker", "/cases/"),
    Stop("a case", "case_worker", "/cases/", (ROW,)),
    Stop("a proposal", "case-worker-2", "/?kind=case.proposal", ("main .worklist a[href*='/proposal/']",)),
    Stop("a step", "case_worker", "/cases/", (ROW, "main a[href*='/step/']")),
    Stop("a hand-over", "case_worker", "/cases/", (ROW, "main a[href$='/hand-over/']")),
    Stop("a new task", "case_worker", "/cases/", (ROW, "main a[href$='/tasks/new/']")),
    Stop("a task", "case_worker", "/cases/?flag=yes", (ROW, "main #tasks a[href*='/tasks/']")),
    Stop("a deadline", "case_worker", "/cases/", (ROW, "main #deadlines a[href*='/deadlines/']")),
    Stop("a dated paper", "case_worker", "/cases/", (ROW, "main a[href$='/papers/new/']")),
    Stop("a warning", "case_worker", "/cases/", (ROW, "main a[href$='/never-disclose/new/']")),
    Stop("a flag", "case_worker", "/cases/", (ROW, "main a[href$='/flags/new/']")),
    Stop("closing a case", "case_worker", "/cases/?flag=yes", (ROW, "main a[href$='/close/']")),
    Stop(
        "a closing for the second person",
        "director",
        "/?kind=case.closing_second",
        ("main .worklist a[href*='/close/']",),
    ),
    Stop("a closed case", "case_worker", "/cases/?state=closed", (ROW,)),
    Stop("a risk level", "case_worker", "/cases/", (ROW, "main a[href$='/risk/']")),
    Stop("consent", "case_worker", "/?kind=consent.ends", (ENDING, CONSENT)),
    Stop("a new consent", "case_worker", "/?kind=consent.ends", (ENDING, CONSENT, "main a[href$='/consent/new/']")),
    Stop("a consent to correct", "case_worker", "/?kind=consent.ends", (ENDING,)),
    Stop(
        "a consent to withdraw", "case_worker", "/?kind=consent.ends", (ENDING, CONSENT, "main a[href$='/withdraw/']")
    ),
    Stop("a child's own view", "case_worker", "/?kind=consent.ends", (ENDING, CONSENT, "main a[href$='/view/new/']")),
    Stop("interviews", "case_worker", "/?kind=consent.ends", (ENDING, CONSENT, "main a[href$='/interviews/']")),
    Stop(
        "a new interview",
        "case_worker",
        "/?kind=consent.ends",
        (ENDING, CONSENT, "main a[href$='/interviews/']", "main .page-primary a"),
    ),
    Stop("a second account", "director", "/?kind=interview.second", ("main a[href*='/interviews/']",)),
    Stop("access on request", "data_protection_officer", "/office/access/"),
    Stop("a request to answer", "data_protection_officer", "/office/access/", ("main .page-primary a",)),
    Stop("sent and received", "case_worker", "/cases/sendings/"),
    Stop("a sending", "case_worker", "/cases/sendings/", (ROW,)),
    Stop("an enquiry to answer", "case_worker", "/cases/sendings/?kind=enquiry", (ROW, "main .page-primary a")),
    Stop("a new referral", "case_worker", "/cases/", (ROW, "main a[href$='/send/referral/']")),
    Stop("outside bodies", "director", "/cases/bodies/"),
    Stop("an outside body", "director", "/cases/bodies/", (ROW,)),
    Stop("requests about data", "data_protection_officer", "/cases/requests/"),
    Stop("a request about data", "data_protection_officer", "/cases/requests/", (ROW,)),
    Stop("retention", "data_protection_officer", "/cases/kept/"),
    Stop("destruction of care data", "data_protection_officer", "/cases/destructions/"),
    Stop("care data to destroy", "data_protection_officer", "/cases/destructions/", ("main a[href$='/destroy/']",)),
    Stop("a new statement", "hotline", "/reports/new/"),
    Stop("calls", "hotline", "/calls/"),
    Stop("a call", "hotline", "/calls/", ("main .worklist a",)),
    Stop("a call to discard", "hotline", "/calls/", ("main a[href$='/discard/']",)),
    Stop("a call possibly about a known child", "tracing_analyst", "/?kind=call.known", ("main a[href$='/known/']",)),
    Stop("who asks for a child", "tracing_analyst", "/?kind=requester.verify", ("main a[href$='/requesters/']",)),
    Stop("lists", "tracing_analyst", "/lists/"),
    Stop("a new list", "tracing_analyst", "/lists/new/"),
    Stop("an imported list", "tracing_analyst", "/lists/?status=finished", (ROW,)),
    Stop("a list to withdraw", "tracing_analyst", "/lists/?status=finished", (ROW, "main a[href$='/withdraw/']")),
    Stop("search", "tracing_analyst", "/search/"),
    Stop("search results", "tracing_analyst", "/search/", typed="Коваленко"),
    Stop("search without a result", "tracing_analyst", "/search/", typed="Жжжжж"),
    Stop("staff", "administrator", "/office/staff/"),
    Stop("a member of staff", "administrator", "/office/staff/", (ROW,)),
    Stop("a new colleague", "administrator", "/office/staff/new/"),
    Stop("return plans", "case_worker", "/missions/plans/"),
    Stop("a return plan", "case_worker", "/missions/plans/", (ROW,)),
    Stop("a return plan set aside", "case_worker", "/missions/plans/?state=not_now", (ROW,)),
    Stop(
        "beginning a return plan", "case_worker", "/cases/?sort=number", (NUMBER_THREE, "main a[href*='/plans/begin/']")
    ),
    Stop("details of a journey", "case_worker", "/missions/plans/", (ROW, "main a[href$='/details/']")),
    Stop("a paper of a plan", "case_worker", "/missions/plans/", (ROW, "main #papers a")),
    Stop("risks of a journey", "case_worker", "/missions/plans/", (ROW, "main a[href$='/risks/']")),
    Stop("who may take a child", "case_worker", "/missions/plans/", (ROW, "main a[href$='/authority/new/']")),
    Stop("a cost of a plan", "case_worker", "/missions/plans/", (ROW, "main a[href$='/budget/new/']")),
    Stop("not travelling now", "case_worker", "/missions/plans/?state=not_now", (ROW, "main a[href$='/not-now/']")),
    Stop("best interests, second person", "director", "/?kind=plan.second", ("main a[href*='/best-interests/']",)),
    Stop("ready, second person", "director", "/?kind=plan.ready_second", ("main a[href*='/ready/']",)),
    Stop("escorts", "mission_coordinator", "/missions/escorts/"),
    Stop("an escort", "mission_coordinator", "/missions/escorts/", (ROW,)),
    Stop("a check of an escort", "mission_coordinator", "/missions/escorts/", (ROW, "main .page-primary a")),
    Stop("a new escort", "mission_coordinator", "/missions/escorts/new/"),
    Stop("missions", "mission_coordinator", "/missions/"),
    Stop("a mission", "mission_coordinator", "/missions/", (KALYNA,)),
    Stop("a mission being made", "mission_coordinator", "/missions/", (OSOKA,)),
    Stop("adding children to a mission", "mission_coordinator", "/missions/", (OSOKA, "main a[href$='/choose/']")),
    Stop("a child of a mission", "mission_coordinator", "/missions/", (KALYNA, "main a[href*='/children/']")),
    Stop("replacing an escort", "mission_coordinator", "/missions/", (KALYNA, "main a[href$='/replace/']")),
    Stop("a hand-over on a mission", "mission_coordinator", "/missions/", (KALYNA, "main a[href$='/hand-over/']")),
    Stop("another way on a mission", "mission_coordinator", "/missions/", (KALYNA, "main a[href$='/another-way/']")),
    Stop("costs of a mission", "mission_coordinator", "/missions/", (KALYNA, "main a[href$='/costs/']")),
    Stop("a mission sheet", "mission_coordinator", "/missions/", (KALYNA, "main a[href$='/sheet/']")),
    Stop("the mission board", "mission_coordinator", "/missions/board/"),
    Stop("the board of a mission", "mission_coordinator", "/missions/", (KALYNA, "main a[href$='/board/']")),
    Stop("corridors", "mission_coordinator", "/missions/corridors/"),
    Stop("a corridor", "mission_coordinator", "/missions/corridors/", (CRANE,)),
    Stop("a crossing of a corridor", "mission_coordinator", "/missions/corridors/", (CRANE, CROSSING)),
    Stop(
        "a rule of a crossing",
        "mission_coordinator",
        "/missions/corridors/",
        (CRANE, CROSSING, "main a[href$='/rules/new/queue/']"),
    ),
    Stop("a search on a corridor", "mission_coordinator", "/missions/corridors/", (CRANE, "main a[href$='/ways/']")),
    Stop(
        "a search for a mission on a corridor",
        "mission_coordinator",
        "/missions/",
        (OSOKA, "main a[href*='/ways/?party=group']"),
    ),
    Stop("importing a corridor", "mission_coordinator", "/missions/corridors/import/"),
    Stop("evidence", "evidence_officer", "/evidence/"),
    Stop("evidence of a case", "evidence_officer", "/evidence/", (EXHIBIT_CASE,)),
    Stop("an exhibit", "evidence_officer", "/evidence/?sort=number", (ROW,)),
    Stop("an exhibit to receive", "evidence_officer", "/?kind=evidence.receive", ("main a[href$='/receive/']",)),
    Stop("taking in an exhibit", "case_worker", "/evidence/", (EXHIBIT_CASE, "main a[href$='/take/']")),
    Stop("opening an exhibit", "evidence_officer", "/evidence/?sort=number", (ROW, "main a[href$='/open/']")),
    Stop("a copy of an exhibit", "evidence_officer", "/evidence/?sort=number", (ROW, "main a[href$='/copies/new/']")),
    Stop("what is disclosed", "evidence_officer", "/evidence/", (EXHIBIT_CASE, "main a[href$='/disclose/']")),
    Stop("a legal hold, second person", "director", "/?kind=evidence.hold_second", ("main a[href*='/holds/']",)),
    Stop("arrivals", "reception_clinician", "/reception/"),
    Stop("places and beds", "reception_clinician", "/reception/centres/", (CENTRE,)),
    Stop("a child who is here", "reception_clinician", HERE, (ROW,)),
    Stop("a look at a child", "reception_clinician", HERE, (ROW, "main a[href$='/triage/']")),
    Stop("a red triage", "reception_clinician", "/?kind=triage.red", (ALERT, "main a[href*='/reception/triage/']")),
    Stop("an answer to a red triage", "reception_clinician", "/?kind=triage.red", (ALERT,)),
    Stop("particulars of a child", "reception_clinician", HERE, (ROW, "main a[href$='/particulars/']")),
    Stop("a need", "reception_clinician", "/?kind=need.open", ("main a[href*='/reception/needs/']",)),
    Stop("referring a child", "reception_clinician", "/cases/", (ROW, "main a[href$='/referral/']")),
    Stop("a bed for a child", "reception_clinician", HERE, (ROW, "main a[href$='/bed/']")),
    Stop("what nobody asks", "reception_clinician", HERE, (ROW, "main a[href$='/do-not-ask/']")),
    Stop("a hand-over sheet", "reception_clinician", HERE, (ROW, "main a[href$='/sheet/']")),
    Stop("recovery", "case_worker", "/recovery/"),
    Stop("a care plan", "case_worker", "/recovery/", (ROW,)),
    Stop("beginning a care plan", "case_worker", "/cases/?sort=number", (ROW, "main a[href*='/recovery/begin/']")),
    Stop("recording a visit", "case_worker", "/recovery/", (ROW, "main .page-primary a")),
    Stop("setting a goal", "case_worker", "/recovery/", (ROW, "main a[href$='/goals/new/']")),
    Stop("closing a care plan", "case_worker", "/recovery/?sort=-number", (ROW, "main a[href$='/close/']")),
    Stop("a note of one's own", "case_worker", "/recovery/", (ROW, "main a[href$='/note/']")),
    Stop("figures", "director", "/figures/"),
    Stop("figures by status", "auditor", "/figures/status/"),
    Stop("time in each step", "auditor", "/figures/time/"),
    Stop("figures of others", "tracing_analyst", "/figures/published/"),
    Stop("a figure to write down", "tracing_analyst", "/figures/published/new/"),
    Stop("a figure to withdraw", "tracing_analyst", "/figures/published/", ("main a[href$='/withdraw/']",)),
    Stop(
        "two figures put together",
        "auditor",
        "/figures/published/together/?first=2025-12-01-deported&second=2025-12-01-returned&how=subtract",
    ),
    Stop("figures to take", "director", "/figures/take/"),
    Stop("releases of figures", "auditor", "/figures/releases/"),
    Stop("a release of figures", "auditor", "/figures/releases/", (ROW,)),
    Stop("figures to export", "auditor", "/figures/releases/", (ROW, "main .page-primary a")),
    Stop("complaints", "safeguarding_officer", "/office/complaints/"),
    Stop("a complaint", "safeguarding_officer", "/office/complaints/", (ROW,)),
    Stop("answering a complaint", "safeguarding_officer", "/office/complaints/", (ROW, "main a[href$='/answer/']")),
    Stop("passing on a complaint", "case_worker", "/office/complaints/new/"),
    Stop("what became of a complaint", "case_worker", "/office/complaints/receipt/"),
    Stop("teams", "administrator", "/office/teams/"),
    Stop("roles", "administrator", "/office/roles/"),
    Stop("journal", "auditor", "/office/journal/"),
    Stop("state of the journal", "auditor", "/office/journal/state/"),
    Stop("journal verified", "auditor", "/office/journal/verify/"),
    Stop("health", "administrator", "/office/health/"),
    Stop("emergencies", "case_worker", "/office/emergencies/"),
    Stop("an emergency opening", "case_worker", "/office/emergencies/new/"),
    Stop("account", "auditor", "/office/account/"),
    Stop("second factor", "auditor", "/account/2fa/"),
    Stop("a new password", "auditor", "/account/password/change/"),
    Stop("sign out", "auditor", "/account/logout/"),
    Stop("notes", "auditor", "/kit/notes/"),
    Stop("not open to one", "hotline", "/children/", refused=True),
    Stop("no such page", "hotline", "/nowhere/", refused=True),
)
