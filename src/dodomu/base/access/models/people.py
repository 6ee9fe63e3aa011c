"""Members of staff and their teams."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id

USERNAME = RegexValidator(
    r"^[a-z][a-z0-9._-]{1,39}\Z",
    _("Use 2 to 40 small Latin letters, digits, dots or hyphens, beginning with a letter."),
)


class StaffManager(BaseUserManager["User"]):
    """Finds staff; accounts are made by ``actions.add_user``, never here."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=(username or "").casefold())


class Language(models.TextChoices):
    UKRAINIAN = "uk", _("Ukrainian")
    ENGLISH = "en", _("English")


class User(AbstractBaseUser):
    """A member of staff. Needs no e-mail address; never deleted, only leaves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid4, editable=False)
    username = models.CharField(_("sign-in name"), max_length=40, unique=True, validators=[USERNAME])
    display_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.UKRAINIAN)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    by_installation = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    left_at = models.DateTimeField(null=True, editable=False)
    left_by = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]
    objects = StaffManager()

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints = [
            models.CheckConstraint(
                name="user_made_by_somebody_else",
                condition=Q(by_installation=True, created_by=None)
                | (Q(by_installation=False, created_by__isnull=False) & ~Q(created_by=F("id"))),
            ),
            models.CheckConstraint(
                name="user_left_when_and_by_whom",
                condition=Q(left_at=None, left_by=None, is_active=True)
                | (Q(left_at__isnull=False, left_by__isnull=False, is_active=False) & ~Q(left_by=F("id"))),
            ),
        ]

    def __str__(self) -> str:
        """The pseudonym: this text ends up in tracebacks and logs."""
        return str(self.pid)

    def get_full_name(self) -> str:
        return self.display_name


class Team(models.Model):
    """People who share the children assigned to them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
