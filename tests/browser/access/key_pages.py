"""The page types that most people meet: what is dear to try on every page is tried on these."""

KEY = {
    "home": "anonymous",
    "search near": "anonymous",
    "search in vain": "anonymous",
    "listing-detail": "anonymous",
    "session-detail": "member",
    "post-informal": "anonymous",
    "account_login": "anonymous",
    "listing-report": "anonymous",
    "circle": "anonymous",
    "help in a country": "anonymous",
    "compare": "anonymous",
    "insights": "anonymous",
    "account-home": "member",
    "manage": "facilitator",
    "manage-edit": "facilitator",
    "moderation-queue": "moderator",
    "moderation-review": "moderator",
}
"""`{name: role}`: the name as in `tests.access.pages.everything`, and who looks."""
