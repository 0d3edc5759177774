"""All settings in one file; what differs between machines comes from environment variables.

Nothing secret has a default: without SECRET_KEY the site refuses to start and says how to make one. `make run`
and `make test` set what they need by themselves.
"""

from pathlib import Path

import environ
import fontpkg_figtree
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from supportfinder import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=False)
LOG_FORMAT = env("LOG_FORMAT", default="plain")  # or "json", one object a line
SECRET_KEY = env("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))' "
        "and put it into the environment. (`make run` makes its own.)"
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # earlier ones
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_FAILURE_VIEW = "groups.views.pages.forbidden"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Applications

INSTALLED_APPS = [
    "groups",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts.apps.SessionListConfig",
    "accounts.apps.SecondFactorAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "django_filters",
    "django_htmx",
    "js_lib_leaflet",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "template_partials",
]

MIDDLEWARE = [
    "supportfinder.logs.timed",
    "supportfinder.headers.for_own_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "supportfinder.headers.sent_along",
    "django.middleware.http.ConditionalGetMiddleware",
    "supportfinder.caching.keeping",
    "csp.middleware.CSPMiddleware",
    "supportfinder.overload.shedding",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "supportfinder.numerals.own_numerals",  # below it: that writes how long a page is
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.session_list",
    "accounts.middleware.keep_nothing",
    "django_htmx.middleware.HtmxMiddleware",
    "groups.views.wrong_method.said",
]

ROOT_URLCONF = "supportfinder.urls"
WSGI_APPLICATION = "supportfinder.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data. A pool keeps connections open; our backend looks at each before it is used, and makes those anew that were cut.
# What waits for a machine that is gone gives up within seconds. Through PgBouncer nothing may outlive a transaction.

PGBOUNCER = env.bool("PGBOUNCER", default=False)
WAIT = env.float("DATABASE_WAIT_SECONDS", default=4)  # for a connection; in front of a page less, see wsgi.py
POOL = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": WAIT, "reconnect_timeout": WAIT / 2}
PATIENCE = {"connect_timeout": 2, "keepalives_idle": 3, "keepalives_interval": 1, "tcp_user_timeout": 3000}


def _database(parts, options, test):
    return parts | {
        "ENGINE": "supportfinder.pooling",
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "DISABLE_SERVER_SIDE_CURSORS": PGBOUNCER,
        "OPTIONS": PATIENCE | parts.get("OPTIONS", {}) | options,
        "TEST": test,
    }


DATABASE = env.db("DATABASE_URL", default="postgres:///supportfinder")
TEST_DATABASE = {"NAME": env("TEST_DATABASE_NAME", default="test_supportfinder")}
DATABASES = {"default": _database(DATABASE, {"pool": POOL}, TEST_DATABASE)}

# A replica answers the pages that change nothing; see `replicas.py`.

REPLICA_URL = env("REPLICA_URL", default="")
REPLICA_MAX_LAG_SECONDS = env.float("REPLICA_MAX_LAG_SECONDS", default=10)
REPLICA_PAGES = {
    *("home", "search", "search-geojson", "search-calendar", "search-points", "places", "about"),
    *("listing-detail", "listing-print", "listing-handout", "listing-calendar", "listing-poster", "listing-cards"),
    "booklet",
    *("session-calendar", "compare", "short-list", "embed", "embed-make"),
    *("insights", "insights-month", "insights-file"),
    *("insights-areas", "insights-area", "insights-area-csv", "insights-area-json"),
    *("giving-back", "start-one", "learn", "you-said", "stories"),
    *("api:search", "api:search-dates", "api:listing", "api:listing-dates", "api:words", "api:places"),
    *("hsds-services", "hsds-service", "hsds-organizations", "hsds-organization", "hsds-places", "hsds-place"),
    *("hsds-taxonomies", "hsds-taxonomy", "hsds-terms", "hsds-term"),
    *("feed-meeting-guide", "feed-meeting-guide-report", "feed-new", "sitemap", "sitemap-listings"),
}
if REPLICA_URL:
    # PgBouncer takes no such option; a replica refuses to write by itself, this is for a wrong address.
    READ_ONLY = {} if PGBOUNCER else {"options": "-c default_transaction_read_only=on"}
    DATABASES["replica"] = _database(
        env.db_url_config(REPLICA_URL), {"pool": POOL | {"timeout": min(WAIT, 2)}} | READ_ONLY, {"MIRROR": "default"}
    )
    DATABASE_ROUTERS = ["supportfinder.replicas.Router"]
    MIDDLEWARE.append("supportfinder.replicas.ReadingMiddleware")

OVERLOAD_SECONDS = env.float("OVERLOAD_SECONDS", default=2)  # who waited longer for a thread is told so; 0: nobody

# Shared by all processes: a limit of five tries is five, however many processes answer.
CACHES = {
    "default": {
        "BACKEND": "supportfinder.shared_cache.SharedCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # from here on a new row clears away what has ended
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # a password can be set later; without one a code by e-mail does
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # mail can be slow
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignUpForm",
    "login": "accounts.forms.PasswordSignInForm",
    "request_login_code": "accounts.forms.CodeRequestForm",
    "confirm_login_code": "accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "accounts.forms.EmailCodeForm",
    "confirm_password_reset_code": "accounts.forms.ResetCodeForm",
    "add_email": "accounts.forms.NewEmailForm",
    "change_password": "accounts.forms.PasswordChangeForm",
    "set_password": "accounts.forms.FirstPasswordForm",
    "reset_password": "accounts.forms.PasswordResetForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
    "reauthenticate": "accounts.forms.ConfirmByPasswordForm",
}
# Tries per time and per what: the visitor's address, the e-mail address or session in question, the person.
ACCOUNT_RATE_LIMITS = {
    "signup": "20/10m/ip",
    "login": "30/m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "request_login_code": "20/10m/ip,4/15m/key",
    "confirm_email": "4/15m/key",
    "guess_code": "30/10m/ip,10/10m/key",
    "reset_password": "20/10m/ip,4/15m/key",
    "reset_password_from_key": "20/10m/ip",
    "reauthenticate": "10/5m/user",
    "manage_email": "10/10m/user",
    "change_password": "5/5m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0
MFA_ADAPTER = "accounts.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.FactorCodeForm",
    "reauthenticate": "accounts.forms.ConfirmByFactorForm",
    "activate_totp": "accounts.forms.AppCodeForm",
    "add_webauthn": "accounts.forms.PasskeyForm",
    "signup_webauthn": "accounts.forms.FirstPasskeyForm",
    "edit_webauthn": "accounts.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True  # over http the browser allows them at localhost alone
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ
MFA_TOTP_ISSUER = "Support Finder"
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
SECOND_FACTOR_HOURS = env.int("SECOND_FACTOR_HOURS", default=12)  # then a moderator is asked for it again
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account-home"
SESSION_COOKIE_AGE = 14 * 24 * 3600
EMAIL_BACKEND = env("EMAIL_BACKEND", default="accounts.outbox.OutboxBackend")
EMAIL_HOST = env("EMAIL_HOST", default="")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Support Finder <support-finder@localhost>")
MAIL_DELIVERY_BACKEND = env(
    "MAIL_DELIVERY_BACKEND",
    # The console writes mails where logs go: not where logs are kept. There they wait for EMAIL_HOST.
    default=f"django.core.mail.backends.{'smtp' if EMAIL_HOST or LOG_FORMAT == 'json' else 'console'}.EmailBackend",
)
MAIL_TRIES = env.int("MAIL_TRIES", default=14)  # about a day and a half
MAIL_REFUSED_TRIES = 3  # by the recipient's side, for good
MAIL_KEEP_DAYS = env.int("MAIL_KEEP_DAYS", default=3)
MAIL_SHOWN = env.bool("MAIL_SHOWN", default=False) and not HTTPS  # `make run` does; it shows sign-in codes

# Jobs. What was missed while no worker ran, up to a week ago, is made up for when one starts.

PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 2, "delete_jobs": "successful", "shutdown_graceful_timeout": 3}
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 8 * 24 * 60 * 60}

# Words. English has no prefix in addresses, other languages have theirs: no cookie is needed.

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("ur", "اردو")]  # each by its own name, as readers look for it
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = ["supportfinder.formats"]

# Files. Names carry a hash of the content, so browsers may keep them for good.

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / ".data" / "static")
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", Path(fontpkg_figtree.__file__).parent / "files")]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "supportfinder.static_files.StaticFiles"},
}

# What a browser may do with our pages: nothing from anywhere else, nothing inline.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *env.list("MAP_TILES_HOSTS", default=[])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
COOKIE_PREFIX = "__Host-" if HTTPS else ""  # such a cookie no other host can set, read or narrow to a path
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
JUST_WROTE_COOKIE_NAME = f"{COOKIE_PREFIX}just-wrote"  # says only this, while a replica may not know it yet
MESSAGE_STORAGE = "supportfinder.notices.NoticeStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # gone with the browser's window: that a form was opened here is nobody's business
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # a listing with twenty slots sends several hundred

# Logs. No query, position, address or answer is ever written to one; see `logs.py`.

LOG_REQUESTS = env.bool("LOG_REQUESTS", default=False)  # a line for each request: pattern of its address, status, time
SENTRY_DSN = env("SENTRY_DSN", default="")  # errors are reported there as they stand in the log; empty: nowhere
LOGGING = logs.config(LOG_FORMAT, show_all=DEBUG, reports_to=SENTRY_DSN)
METRICS_PORT = env.int("METRICS_PORT", default=0)  # of this machine, for a watching program; 0: none
if METRICS_PORT:
    MIDDLEWARE.insert(0, "supportfinder.metrics.counted")

# Limits. How often somebody may do what, by where they come from or by what is said behind it; see `groups/limits.py`.

LIMITS = {
    "posting": "10/h/key",
    "reporting": "10/h/key",
    "asking": "5/h/key,15/d/key",
    "asking_one_group": "30/d/key",  # by listing
    "telling": "5/d/key",  # first visits
    "wishing": "10/d/key",  # topics
    "pairing": "10/d/key",  # by either listing: what it is linked with, each with a mail to the other side
    "claiming": "10/d/key",  # by person
    "inviting": "10/d/key",  # by listing
    "booking": "20/h/key",
    "announcing": "6/d/key",  # by listing: mails to everybody who comes to a date
    "mailing": "5/d/key",  # by address: links to confirm that it is theirs
    "guessing": "30/10m/key",  # secret addresses that open nothing
    "polling": "30/10m/key",  # the same for calendars, which programs ask for again and again
    "api": "300/5m/key",  # answers of the programming interface
    "pausing": "2/h/key",  # listings out of search by a report, until somebody has looked
    "pausing_anywhere": "10/h/key",  # by everybody together
    "dumping": "30/10m/key",  # the whole directory as data: seconds of work for each ten thousand listings
    "printing": "20/10m/key",  # booklets, each about a second of work
    "uploading": "20/d/key",  # by person: tables of listings
}
ACCOUNT_RATE_LIMITS |= LIMITS

# Backups, and the journal of erasures, which is kept apart from them and read after a restore.

BACKUP_FOLDER = env.path("BACKUP_FOLDER", default=BASE_DIR / ".data" / "backups")
BACKUPS_KEEP = env.list("BACKUPS_KEEP", cast=int, default=[7, 4, 6])  # the last of so many days, weeks, months
BACKUP_OLD_DAYS = env.float("BACKUP_OLD_DAYS", default=2)  # then `/healthz` says so,
BACKUP_OLD_FAILS = env.bool("BACKUP_OLD_FAILS", default=False)  # and answers 503
ERASURES_FILE = env.path("ERASURES_FILE", default=BASE_DIR / ".data" / "erasures.journal")
ERASURES_KEY = env("ERASURES_KEY", default="")  # of its marks; empty: SECRET_KEY, which then must stay the same

# The directory itself

SITE_URL = env("SITE_URL", default="http://localhost:8000")  # how mails name this site
OPERATOR_EMAIL = env("OPERATOR_EMAIL", default="")  # where people write to; shown on the policy and privacy pages
DEFAULT_COUNTRY = env("DEFAULT_COUNTRY", default="")  # ISO 3166-1 alpha-2; where a bare "54000" is looked for first
QUICK_EXIT_URL = env("QUICK_EXIT_URL", default="https://www.google.com/search?q=weather")
GEOCODER = env("GEOCODER", default="")  # a geopy geocoder by name, such as "photon"; empty: the built-in gazetteer
GEOCODER_OPTIONS = env.json("GEOCODER_OPTIONS", default={})
MAP_TILES_URL = env("MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env("MAP_TILES_ATTRIBUTION", default="")
VISITORS_KEEP_DAYS = env.int("VISITORS_KEEP_DAYS", default=180)  # words of reports once settled, and of questions
ADMIN_LOG_KEEP_DAYS = env.int("ADMIN_LOG_KEEP_DAYS", default=365)  # what staff changed by hand
BOOKINGS_KEEP_DAYS = env.int("BOOKINGS_KEEP_DAYS", default=30)  # who came, counted from the date
UPLOADS_KEEP_DAYS = env.int("UPLOADS_KEEP_DAYS", default=7)  # rows of tables that somebody brought
ANSWER_CODES_KEEP_DAYS = env.int("ANSWER_CODES_KEEP_DAYS", default=30)  # to say what helped with, used or not
CHECK_INS_ANSWERED_BY = env("CHECK_INS_ANSWERED_BY", default="")  # who answers for check-ins; nobody: there are none
INSTRUMENTS_FILE = env("INSTRUMENTS_FILE", default="")  # words of WHO-5 or OSSS-3, from who holds the right to them
SCHEDULE_HORIZON_DAYS = 90
MEMBER_OFFERS = env.bool("MEMBER_OFFERS", default=False)  # company among adult members, matched by facilitators

# Sources: files of other directories, asked for on a schedule. Only public hosts are asked, but for those named here as
# host:port, such as a server of your own network.

SOURCES_SECONDS = env.float("SOURCES_SECONDS", default=5)  # for one file, all in all
SOURCES_MAX_MB = env.int("SOURCES_MAX_MB", default=10)  # of one file, packed or unpacked
SOURCES_OWN_HOSTS = env.list("SOURCES_OWN_HOSTS", default=[])
SOURCES_CA_FILE = env("SOURCES_CA_FILE", default="")  # certificates to trust in place of the system's
SOURCES_MOST_MISSING = env.float("SOURCES_MOST_MISSING", default=0.2)  # a larger share of a source stops its run
SOURCE_RUNS_KEEP_DAYS = env.int("SOURCE_RUNS_KEEP_DAYS", default=180)  # reports of runs

# Freshness: ages, counted from when somebody last confirmed a listing. First those at which it is asked about, then
# the one from which it is unsure, last the one from which search leaves it out.

FRESHNESS_INFORMAL_DAYS = env.list("FRESHNESS_INFORMAL_DAYS", cast=int, default=[120, 150, 180, 365])
FRESHNESS_FORMAL_MONTHS = env.list("FRESHNESS_FORMAL_MONTHS", cast=int, default=[10, 11, 12, 24])
FRESHNESS_WARNING_DAYS = env.int("FRESHNESS_WARNING_DAYS", default=14)  # before search leaves it out; 0: no mail
FRESHNESS_VISITOR_DAYS = env.int("FRESHNESS_VISITOR_DAYS", default=120)  # how long "I went, it was on" is shown
FRESHNESS_HIDES_OLD_IMPORTS = env.bool("FRESHNESS_HIDES_OLD_IMPORTS", default=False)
DUPLICATES_A_NIGHT = env.int("DUPLICATES_A_NIGHT", default=5000)  # new and changed listings compared with others
