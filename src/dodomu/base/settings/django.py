"""Django's settings, built from the typed settings and the unlocked key ring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from dodomu.base.settings.typed import Settings
from dodomu.base.settings.unlocking import ensure_unlocked

DODOMU = Settings.read()
PACKAGE = Path(__file__).resolve().parent.parent.parent

SECRET_KEY = ensure_unlocked(DODOMU)
DEBUG = False
ALLOWED_HOSTS = list(DODOMU.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Ahead of allauth: its templates are replaced by ours.
    "dodomu.kit",
    "dodomu.journey.office",
    "dodomu.base.access",
    "dodomu.base.keys",
    "dodomu.base.journal",
    "dodomu.base.vault",
    "dodomu.base.jobs",
    "dodomu.journey.registry",
    "dodomu.journey.cases",
    "dodomu.journey.tracing",
    "dodomu.journey.missions",
    "dodomu.journey.reception",
    "dodomu.journey.recovery",
    "dodomu.journey.figures",
    "dodomu.journey.evidence",
    "dodomu.entry",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "dodomu.base.frames.Room",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    # Ahead of files and sessions: at the address of the phone page nothing of the rest is read, made or named.
    "dodomu.journey.missions.web.phone_door.PhoneDoor",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dodomu.base.access.middleware.SessionNotes",
    "dodomu.base.access.middleware.NoStore",
    "dodomu.kit.errors.KindRefusal",
    "dodomu.base.access.middleware.ViewerMiddleware",
    "dodomu.base.access.idle.IdleLock",
    "dodomu.base.access.middleware.FirstThingsFirst",
    "dodomu.base.access.middleware.DenyUnnamed",
]

ROOT_URLCONF = "dodomu.entry.urls"
ASGI_APPLICATION = "dodomu.entry.asgi.application"

# Said here, because django-cotton and django-template-partials, left to themselves, each replace the other's loader.
TEMPLATE_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)])
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "dodomu.base.access.context.rights",
                "dodomu.kit.context.look",
                "dodomu.entry.navigation.frame",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    if DODOMU.database:
        at = DODOMU.database
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": at.name,
            "USER": at.user,
            "PASSWORD": at.password,
            "HOST": at.host,
            "PORT": at.port,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "dodomu.base.database.sqlcipher",
        "NAME": DODOMU.home / "dodomu.db",
        "CONN_MAX_AGE": None,
        # IMMEDIATE and a long wait: with Django's own defaults four writers lose transactions.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "dodomu.base.access.hashers.DemonstrationHasher"
    if DODOMU.demo
    else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "dodomu.base.access.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {
    "login": "dodomu.journey.office.web.sign_in.SignInForm",
    "change_password": "dodomu.journey.office.web.sign_in.ChoosePasswordForm",
    "reauthenticate": "dodomu.journey.office.web.sign_in.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "dodomu.journey.office.web.sign_in.CodeForm",
    "reauthenticate": "dodomu.journey.office.web.sign_in.CodeAgainForm",
    "activate_totp": "dodomu.journey.office.web.sign_in.FirstCodeForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "dodomu.base.access.adapter.FactorAdapter"
MFA_TOTP_ISSUER = "Dodomu"
# Browsers offer passkeys only where the address is HTTPS or localhost.
PASSKEYS = DODOMU.secure or DODOMU.demo
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *(["webauthn"] if PASSKEYS else [])]
MFA_PASSKEY_LOGIN_ENABLED = PASSKEYS
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not DODOMU.secure
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "uk"
LANGUAGES = [("uk", _("Ukrainian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
"""Storage is UTC; the pages show Kyiv."""
FORMAT_MODULE_PATH = "dodomu.kit.formats"

STATIC_URL = "/static/"
STATIC_ROOT: str | None = None
"""Nothing is collected: files are served from the packages they came in."""
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Uploads stay in memory until the vault has encrypted them: Django's other handler writes them in clear to /tmp.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
# The form around the file needs some room as well.
FILE_UPLOAD_MAX_MEMORY_SIZE = DODOMU.max_upload + 64 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = DODOMU.secure
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = DODOMU.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dodomu.kit.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if DODOMU.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = DODOMU.secure
SECURE_HSTS_PRELOAD = DODOMU.secure
SECURE_SSL_REDIRECT = DODOMU.secure
X_FRAME_OPTIONS = "DENY"
if DODOMU.trust_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# On plain HTTP the server answers on this machine alone, where these protections have nothing to protect.
SILENCED_SYSTEM_CHECKS = [] if DODOMU.secure else ["security.W004", "security.W008", "security.W012", "security.W016"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"impersonal": {"()": "dodomu.base.settings.logs.Impersonal"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["impersonal"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Named without handlers, Django's logger loses the one that would mail whole requests to administrators.
    "loggers": {"dodomu": {"level": "INFO"}, "django": {"handlers": []}, "django.server": {"level": "WARNING"}},
}
