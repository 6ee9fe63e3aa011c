"""Words of groups on the way, which words are expected when, and alarms with their owners."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.missions.models.missions import Group, Leg, Mission


class ExpectedWord(models.Model):
    """A word that a group is to send: when it is due, from when it is late, overdue, critical.

    The windows come from the leg (its usual time and what nine in ten journeys stay below); a planned silence ends before
    one begins. ``at_end``: it is due where the leg ends, else where it begins. ``met_by`` is the word that answered it;
    ``dropped_at``: nobody waits for it any more, because the way was changed or a word moved it. Times are never changed:
    a word that moves them (``moved_by``) drops the row and lays out another (``moved_from``).
    """

    class About(models.TextChoices):
        DEPARTED = "departed", pgettext_lazy("word", "departed")
        AT_CHECKPOINT = "at_checkpoint", pgettext_lazy("word", "at the checkpoint")
        THROUGH = "through", pgettext_lazy("word", "through")
        SAFE_STOP = "safe_stop", pgettext_lazy("word", "at a safe place")
        ARRIVED = "arrived", pgettext_lazy("word", "arrived")
        CHECK = "check", pgettext_lazy("word", "sign of life")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="expected")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="expected")
    about = models.CharField(max_length=14, choices=About.choices)
    at_end = models.BooleanField()
    due_at = models.DateTimeField()
    late_at = models.DateTimeField()
    overdue_at = models.DateTimeField()
    critical_at = models.DateTimeField()
    met_by = models.ForeignKey("missions.Word", models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    laid_at = models.DateTimeField()
    moved_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="moved_to")
    moved_by = models.ForeignKey("missions.Word", models.PROTECT, null=True, related_name="moved")

    class Meta:
        ordering = ("due_at", "id")
        indexes = (models.Index(fields=("group", "due_at"), name="expected_of_group"),)
        constraints = (
            models.CheckConstraint(
                name="expected_word_grows_worse",
                condition=Q(late_at__gte=F("due_at"), overdue_at__gte=F("late_at"), critical_at__gte=F("overdue_at")),
            ),
        )


class Phone(models.Model):
    """An escort's phone for one mission: a page with code names only, until it expires, is ended or erases itself.

    It is opened with a code that is told once and holds for minutes (``code_digest``, ``code_until``); opening it uses the
    code up, so that a second device is refused. From then on the phone shows two secrets that it was given at that
    moment: one stands in a cookie that no script reads, one in the store of the page. The database holds their digests.
    ``reason_sealed``: why there is a phone although a leg of the group is to be travelled without one. ``wiped_at``: the
    phone erased itself, or was told to at its next contact.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="phones")
    escort = models.ForeignKey("missions.MissionEscort", models.PROTECT, related_name="phones")
    code_digest = models.BinaryField(null=True, unique=True)
    code_until = models.DateTimeField(null=True)
    token_digest = models.BinaryField(null=True, unique=True)
    device_digest = models.BinaryField(null=True)
    reason_sealed = models.BinaryField(null=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    paired_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-issued_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("escort",), condition=Q(ended_at__isnull=True), name="phone_one_for_an_escort"
            ),
            models.CheckConstraint(name="phone_expires_after_issue", condition=Q(expires_at__gt=F("issued_at"))),
            models.CheckConstraint(
                name="phone_code_until_when",
                condition=Q(code_digest__isnull=True, code_until__isnull=True)
                | Q(code_digest__isnull=False, code_until__isnull=False),
            ),
            models.CheckConstraint(
                name="phone_opened_with_secrets",
                condition=Q(paired_at__isnull=True, token_digest__isnull=True, device_digest__isnull=True)
                | Q(
                    paired_at__isnull=False,
                    token_digest__isnull=False,
                    device_digest__isnull=False,
                    code_digest__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="phone_ended_who_when",
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False),
            ),
        )


class WordKind(models.TextChoices):
    OK = "ok", pgettext_lazy("word", "all well")
    DELAY = "delay", pgettext_lazy("word", "delayed")
    HELP = "help", pgettext_lazy("word", "help is needed")
    ABORT = "abort", pgettext_lazy("word", "turning back")
    DURESS = "duress", pgettext_lazy("word", "under duress")


class Channel(models.TextChoices):
    PHONE_PAGE = "phone_page", _("phone page")
    VOICE = "voice", _("by telephone")
    MESSENGER = "messenger", _("by messenger")
    SMS = "sms", _("by SMS")
    IN_PERSON = "in_person", _("in person")


class Word(models.Model):
    """One word of a group. Never changed, received once: ``client_id`` is made by whoever sends it.

    ``said_at`` is when it was said, ``received_at`` when it reached us. A word by telephone or messenger is recorded by a
    colleague on behalf of the group (``by``). A word that was taken down wrongly is put right by a later one
    (``corrects``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="words")
    client_id = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=8, choices=WordKind.choices)
    about = models.CharField(max_length=14, choices=ExpectedWord.About.choices, blank=True)
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="words")
    place = models.ForeignKey("missions.Place", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    phone = models.ForeignKey(Phone, models.PROTECT, null=True, related_name="words")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    received_at = models.DateTimeField()
    delay_minutes = models.PositiveIntegerField(null=True)
    note_sealed = models.BinaryField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        ordering = ("-said_at", "-id")
        indexes = (models.Index(fields=("group", "-said_at"), name="word_of_group"),)
        constraints = (
            models.CheckConstraint(
                name="word_from_phone_or_colleague",
                condition=Q(phone__isnull=False, by__isnull=True, channel="phone_page")
                | Q(phone__isnull=True, by__isnull=False) & ~Q(channel="phone_page"),
            ),
        )


class AlarmKind(models.TextChoices):
    LATE = "late", _("word is late")
    OVERDUE = "overdue", _("word is overdue")
    CRITICAL = "critical", _("nothing heard for too long")
    HELP = "help", _("a group asks for help")
    DURESS = "duress", _("a group may be under duress")
    ABORT = "abort", _("a group turns back")
    CLOSED_WAY = "closed_way", _("a way ahead is closed")


class Alarm(models.Model):
    """Something about a group that somebody must answer: who owns it, who has seen it, to whom it went on, how it ended.

    It comes from an expected word that did not come, from a word, or from a rule that closes a leg ahead. It is ended by a
    person with a reason, by the group's own word (``ended_word``), or by growing worse, when another takes its place.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=10, choices=AlarmKind.choices)
    expected = models.ForeignKey(ExpectedWord, models.PROTECT, null=True, related_name="alarms")
    word = models.ForeignKey(Word, models.PROTECT, null=True, related_name="alarms")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, related_name="alarms")
    rule = models.ForeignKey("missions.LinkRule", models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    raised_at = models.DateTimeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_word = models.ForeignKey(Word, models.PROTECT, null=True, related_name="+")
    ended_reason_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("-raised_at", "-id")
        indexes = (models.Index(fields=("group", "ended_at"), name="alarm_of_group"),)
        constraints = (
            models.UniqueConstraint(
                fields=("expected", "kind"),
                condition=Q(expected__isnull=False, ended_at__isnull=True),
                name="alarm_once_for_a_word",
            ),
            models.UniqueConstraint(
                fields=("word", "kind"), condition=Q(word__isnull=False), name="alarm_once_by_a_word"
            ),
            models.UniqueConstraint(
                fields=("leg", "rule"), condition=Q(rule__isnull=False), name="alarm_once_for_a_rule"
            ),
            models.CheckConstraint(
                name="alarm_seen_who_when",
                condition=Q(seen_by__isnull=True, seen_at__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="alarm_ended_when_why",
                condition=Q(
                    ended_at__isnull=True,
                    ended_by__isnull=True,
                    ended_word__isnull=True,
                    ended_reason_sealed__isnull=True,
                )
                | Q(ended_at__isnull=False, ended_by__isnull=True, ended_reason_sealed__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_reason_sealed__isnull=False),
            ),
        )


class AlarmStep(models.Model):
    """One step of dealing with an alarm: whom one tried to reach, what came of it, to whom it went on. Never changed."""

    class What(models.TextChoices):
        SEEN = "seen", _("seen")
        TRIED = "tried", _("tried to reach")
        PASSED_ON = "passed_on", _("passed on")
        GREW = "grew", _("grew worse")
        ENDED = "ended", _("ended")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    to = models.ForeignKey("missions.EscalationContact", models.PROTECT, null=True, related_name="+")
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")


class EscalationContact(models.Model):
    """Whom to call, in which order, how long after the word was due. A colleague, or somebody outside by name.

    ``when`` says for which alarms. Name and telephone are sealed under the mission's key. Never changed: an entry that no
    longer holds is removed and another added.
    """

    class When(models.TextChoices):
        ALL = "all", pgettext_lazy("alarm", "for every alarm")
        OVERDUE = "overdue", pgettext_lazy("alarm", "when a word is overdue")
        CRITICAL = "critical", pgettext_lazy("alarm", "when nothing is heard for too long")
        HELP = "help", pgettext_lazy("alarm", "when help is needed")
        DURESS = "duress", pgettext_lazy("alarm", "when a group may be under duress")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="escalation")
    order = models.PositiveSmallIntegerField()
    when = models.CharField(max_length=10, choices=When.choices)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name_sealed = models.BinaryField()
    reach_sealed = models.BinaryField()
    after_minutes = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.CheckConstraint(
                name="escalation_removed_who_when",
                condition=Q(removed_by__isnull=True, removed_at__isnull=True)
                | Q(removed_by__isnull=False, removed_at__isnull=False),
            ),
        )
