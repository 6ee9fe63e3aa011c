"""The field's words as codes: how a report came, who a mention is, how two mentions are related."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a statement reached us."""

    HOTLINE = "hotline", _("Hotline")
    FORM = "form", _("Form")
    MESSENGER = "messenger", _("Messenger")
    LIST = "list", _("List import")
    STAFF_NOTE = "staff_note", _("Staff note")


class MentionRole(TextChoices):
    """Who a person is in one report."""

    CHILD = "child", _("child")
    SOUGHT = "sought", _("relative sought")
    SEEKING = "seeking", _("relative seeking")
    RELATIVE = "relative", _("relative named")
    WITNESS = "witness", _("witness")
    STAFF = "staff", _("facility staff")


class RelationKind(TextChoices):
    """What the first mention is to the second: ``MOTHER`` from Iryna to Olena reads "Iryna is Olena's mother"."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    PARENT = "parent", _("parent")
    SIBLING = "sibling", _("brother or sister")
    GRANDPARENT = "grandparent", _("grandparent")
    GUARDIAN = "guardian", _("guardian")
    RELATIVE = "relative", _("relative")


PARENTS = frozenset({RelationKind.MOTHER, RelationKind.FATHER, RelationKind.PARENT})


class Consent(TextChoices):
    """What the reporter agreed the statement may be used for."""

    NOT_ASKED = "not_asked", _("not asked")
    REFUSED = "refused", _("refused")
    SEARCH = "search", _("search and return of the child")
    SEARCH_AND_EVIDENCE = "evidence", _("search, return and evidence")


class ChangedPart(TextChoices):
    """What an identity change touched."""

    NAME = "name", _("name")
    BIRTH_DATE = "birth_date", _("birth date")
    BIRTH_PLACE = "birth_place", _("birth place")
    CITIZENSHIP = "citizenship", _("citizenship")


class PrintedPart(TextChoices):
    """What of a person's record is printed."""

    PAGE = "page", _("the child's page")
    LIFELINE = "lifeline", _("the life-line")
    BOTH = "both", _("the page and the life-line")


class Unanswered(TextChoices):
    """Why a question has no value: two different answers, kept apart."""

    UNKNOWN = "unknown", _("unknown: asked, nobody could say")
    NOT_ASKED = "not_asked", _("not asked")


class Question(TextChoices):
    """Questions of a call that can stay without a value."""

    NAME = "name", _("Name")
    BIRTH_DATE = "birth_date", _("Birth date")
    SEX = "sex", _("Sex")
    KINSHIP = "kinship", _("What the caller is to the child")
    LAST_SEEN = "last_seen", _("Where the child is or was last seen")
    SEEN_ON = "seen_on", _("When the child was seen there")
    SIBLINGS = "siblings", _("Brothers and sisters of each other")
    CONTACT = "contact", _("How to reach the caller safely")


class Kinship(TextChoices):
    """What a caller says they are to a child: a claim, to be verified where it is kinship."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    GUARDIAN = "guardian", _("guardian")
    GRANDPARENT = "grandparent", _("grandparent")
    SIBLING = "sibling", _("brother or sister")
    RELATIVE = "relative", _("another relative")
    SELF = "self", _("the child: the child is calling")
    ACQUAINTANCE = "acquaintance", _("an acquaintance, a neighbour, a witness")
    OFFICIAL = "official", _("from an authority or an institution")


class ContactWay(TextChoices):
    """How a person may be reached."""

    CALL = "call", _("call")
    TEXT = "text", _("text message")
    MESSENGER = "messenger", _("messenger")
    EMAIL = "email", _("e-mail")
    THEY_CALL = "they_call", _("they will call us")


class Wish(TextChoices):
    """What a caller asks for."""

    FIND = "find", _("find the child")
    RETURN = "return", _("bring the child home")
    NEWS = "news", _("news of the child")
    PAPERS = "papers", _("help with papers")
    REPORT = "report", _("only to tell us")
    OTHER = "other", _("something else")


class Checked(TextChoices):
    """What of a requester is verified."""

    IDENTITY = "identity", _("identity")
    KINSHIP = "kinship", _("kinship")


class CheckResult(TextChoices):
    """How a verification ended."""

    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("refused: it is not so, or cannot be shown")
    OPEN = "open", _("not verified: an earlier answer no longer holds")


class CheckMeans(TextChoices):
    """By which document or means something was verified."""

    PASSPORT = "passport", _("passport or identity card")
    DIIA = "diia", _("documents shown in Diia")
    BIRTH_CERTIFICATE = "birth_certificate", _("birth certificate of the child")
    GUARDIANSHIP = "guardianship", _("decision on guardianship or a court decision")
    CIVIL_REGISTER = "civil_register", _("extract from the civil register")
    AUTHORITY = "authority", _("answer of an authority")
    VIDEO = "video", _("video call with documents in hand")
    IN_PERSON = "in_person", _("met in person, documents seen")
    OTHER = "other", _("another means, described below")


class PrintPurpose(TextChoices):
    """What a child's page is printed for."""

    CASE_WORK = "case_work", _("Work on the case")
    MEETING = "meeting", _("A case conference")
    ROAD = "road", _("The way home: papers to carry")
    AUTHORITY = "authority", _("A request by an authority")
    COURT = "court", _("A court")
    FAMILY = "family", _("The family or guardian asked for it")
    SUBJECT = "subject", _("The child's own right to see their data")
