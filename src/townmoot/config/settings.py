"""Settings from the environment, with defaults that are safe and need no service.

TOWNMOOT_DATA       folder of database, files and secret key (default: var)
DATABASE_URL        default: sqlite in TOWNMOOT_DATA
TOWNMOOT_HOSTS      names under which the server may be asked, comma-separated
TOWNMOOT_PROXIES    addresses of proxies whose forwarding headers are believed (default: none)
TOWNMOOT_HALL_NETWORKS  networks of the halls (192.168.5.0/24): no limits by address there
TOWNMOOT_HTTPS      whether people reach the server by https only
TOWNMOOT_FIELD_KEY  keys that seal personal data at rest: the first seals, all open (or
                    TOWNMOOT_FIELD_KEY_FILE, a file with one a line); `townmoot keys` makes them
TOWNMOOT_OIDC_ISSUER    an OpenID Connect provider by which people may sign in (default: none)
TOWNMOOT_OIDC_CLIENT_ID, TOWNMOOT_OIDC_CLIENT_SECRET (or …_SECRET_FILE)  what it knows us by
TOWNMOOT_OIDC_LABEL, TOWNMOOT_OIDC_LABEL_ZH  what the button says, in English and Chinese
TOWNMOOT_OIDC_CLAIM     sub (default), or email: a verified address links an account by itself
TOWNMOOT_BALLOT_KEYS    folder of the wrapped keys of secret polls: best on another disk than the
                    database (default: ballot-keys in TOWNMOOT_DATA); never part of a backup
TOWNMOOT_DEMO       whether /demo is there (set by `townmoot demo`; loopback only)
"""

from __future__ import annotations

import os
import secrets
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()

DATA = Path(env.str("TOWNMOOT_DATA", default="var")).resolve()
try:
    DATA.mkdir(parents=True, exist_ok=True)
except OSError as error:
    unusable = f"TOWNMOOT_DATA: {DATA} cannot be made: {error.strerror}"
    raise ImproperlyConfigured(unusable) from error
HERE = Path(__file__).resolve().parent.parent


def _secret_key() -> str:
    """The key of this folder: made once, whole, whoever else starts in the same moment."""
    kept = DATA / "secret.key"
    if not kept.exists():
        with NamedTemporaryFile("w", dir=DATA, prefix=".secret.") as fresh:  # mode 0600
            fresh.write(secrets.token_urlsafe(48))
            fresh.flush()
            os.fsync(fresh.fileno())
            with suppress(FileExistsError):
                os.link(fresh.name, kept)
    return kept.read_text()


def _field_keys() -> tuple[str, ...]:
    """The keys that seal at rest, each 32 bytes in base64url."""
    found = env.str("TOWNMOOT_FIELD_KEY", default="").replace(",", " ").split()
    for key in found:
        with suppress(ValueError):
            if len(b64decode(key + "=" * (-len(key) % 4), altchars=b"-_", validate=True)) == 32:  # noqa: PLR2004 -- AES-256
                continue
        message = (
            "TOWNMOOT_FIELD_KEY holds something that is no key: `townmoot keys make` makes one"
        )
        raise ImproperlyConfigured(message)
    return tuple(found)


def _oidc() -> dict[str, str]:
    """The provider by which people may sign in; nothing where there is none."""
    names = ("issuer", "client_id", "client_secret", "label", "label_zh", "claim")
    found = {name: env.str(f"TOWNMOOT_OIDC_{name.upper()}", default="").strip() for name in names}
    if not found["issuer"]:
        return {}
    issuer = urlsplit(found["issuer"])
    safe = issuer.scheme == "https" or issuer.hostname in {"localhost", "127.0.0.1"}
    fits = found["client_id"] and (found["claim"] or "sub") in {"sub", "email"}
    if not (safe and issuer.hostname and fits):
        message = "TOWNMOOT_OIDC_: give an issuer by https, a client id, and as claim sub or email"
        raise ImproperlyConfigured(message)
    return found


SECRET_KEY = env.str("TOWNMOOT_SECRET_KEY", default="") or _secret_key()
FIELD_KEYS = _field_keys()
BALLOT_KEYS = Path(env.str("TOWNMOOT_BALLOT_KEYS", default="") or DATA / "ballot-keys").resolve()
OIDC = _oidc()
DEBUG = env.bool("TOWNMOOT_DEBUG", default=False)
DEMO = env.bool("TOWNMOOT_DEMO", default=False)
ALLOWED_HOSTS = env.list("TOWNMOOT_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PROXIES = env.list("TOWNMOOT_PROXIES", default=[])
HALL_NETWORKS = env.list("TOWNMOOT_HALL_NETWORKS", default=[])
HTTPS = env.bool("TOWNMOOT_HTTPS", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "townmoot.web.accounts",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_htmx",
    "townmoot.record",
    "townmoot.live",
    "townmoot.files",
    "townmoot.search",
    "townmoot.rules",
    "townmoot.people",
    "townmoot.ballots",
    "townmoot.meetings",
    "townmoot.suggestions",
    "townmoot.commitments",
    "townmoot.opendata",
    "townmoot.web.api",
    "townmoot.web.floor",
    "townmoot.web.ground",
    "townmoot.web.offline",
    "townmoot.web.handling",
    "townmoot.web.live",
    "townmoot.web.votes",
    "townmoot.web.motions",
    "townmoot.web.programme",
    "townmoot.web.scrutiny",
    "townmoot.web.unit",
    "townmoot.web.desk",
    "townmoot.web.clerk",
    "townmoot.web.public",
    "townmoot.web.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "townmoot.web.framing.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "townmoot.web.framing.BodyLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "townmoot.web.framing.FrameMiddleware",
    "townmoot.web.modules.ModulesMiddleware",
    "townmoot.web.offline.quiet.QuietMiddleware",
]

ROOT_URLCONF = "townmoot.config.urls"
WSGI_APPLICATION = "townmoot.config.wsgi.application"
AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "own_room"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "townmoot.web.demo.context.way_back",
            ],
        },
    },
]


def _database() -> dict[str, Any]:
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA}/townmoot.sqlite3"
    found: dict[str, Any] = env.db_url_config(url)
    if "ENGINE" not in found:
        message = (
            "DATABASE_URL names no database: write sqlite:///FILE or postgres://USER@HOST/NAME"
        )
        raise ImproperlyConfigured(message)
    found["CONN_MAX_AGE"] = None
    if found["ENGINE"].endswith("sqlite3"):
        found["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;",
        }
    else:
        found["CONN_HEALTH_CHECKS"] = True
        # A page's queries are small: compiling one takes longer than running it.
        found.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    return found


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [HERE / "rules" / "vocabularies", HERE / "cli" / "locale"]
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
FORMAT_MODULE_PATH = "townmoot.config.formats"
DATE_FORMAT = "j F Y"  # in a language with the words of a profile, as in config.formats.en
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"

SESSION_ENGINE = "townmoot.web.accounts.signed_in"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "townmoot.web.offline.quiet.forged"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; manifest-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "townmoot.web.accounts.adapter.TownAdapter"
# Failures lock one account's password (people.credentials); these are per address, and generous:
# eighty deputies share one. TOWNMOOT_HALL_NETWORKS lifts the first four.
ACCOUNT_RATE_LIMITS = {
    "sign_in": "300/m/ip",
    "slip": "300/m/ip",
    "passkey": "300/m/ip",
    "outside": "300/m/ip",
    "unknown_login": "8/15m/key",
    "change_password": "10/m/user",
    "login": "",
    "login_failed": "",
}
AUTHENTICATION_BACKENDS = ["townmoot.web.accounts.signed_in.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "email")},
    },
]
USERSESSIONS_TRACK_ACTIVITY = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
