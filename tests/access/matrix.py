"""Who gets what at every address of the site: the table that the tests of access hold the site to.

A family of addresses with the same rule has one entry: what GET answers, what an empty POST answers, and its names.
Each letter is the answer to one of these, in this order (`stage.ROLES`):

    anonymous, member, tenant (of another organization), owner, co-facilitator, other facilitator,
    moderator, moderator without second factor, moderator of another area, admin, admin without second factor

    P  a page                      N  not found: for them it is not there      S  off to sign in
    R  a redirect, mostly done     X  forbidden                                F  off to the second factor
    M  no such method              D  out of order                             A  off to the admin's own door
    .  not tried: as for the one before
"""


def _names(text):
    return text.split()


READ_ONLY = _names("""
    groups_listingversion groups_placeversion groups_scheduleversion groups_sessionversion groups_review groups_revision
    groups_moderationevent groups_phonecheck groups_report groups_question groups_managelink groups_invitation
    groups_submission groups_claim procrastinate_procrastinatejob
""")
"""What the admin shows and nobody changes there."""
MODERATED = ["groups_listing", "groups_place", "groups_organization", "groups_schedule"]
"""What moderators may change there too."""
FOR_ADMINS = _names("""
    groups_importsource groups_importproblem groups_closure groups_replytemplate groups_facilitator groups_term
    accounts_duty accounts_verification accounts_role accounts_user account_emailaddress usersessions_usersession
""")


def admin(models, *pages):
    return " ".join(f"admin:{model}_{page}" for model in models for page in pages)


def _rows(get, post, names):
    return dict.fromkeys(names.split(), (get, post))


TABLE = {
    # For everybody
    **_rows(
        "PPPPPPPPPPP",
        "MMMMMMMMMMM",
        """home search-geojson search-points places help-now about privacy terms policy livez post question-sent
        booklet booklet-pdf listing-handout
        listing-detail listing-print listing-calendar listing-poster listing-cards listing-report-thanks
        session-sent listing-ask-sent account-deleted account_inactive account_password_reset_completed""",
    ),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "search listing-report listing-ask post-formal post-informal session-detail"),
    **_rows(
        "PPPPPPPPPPP",
        "MMMMMMMMMMM",
        """feeds feed-meeting-guide feed-meeting-guide-report feed-new sitemap sitemap-pages sitemap-listings robots""",
    ),
    **_rows("MMMMMMMMMMM", "PPPPPPPPPPP", "post-dates circle-dates circle-calendar"),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "circle"),
    **_rows("RRRRRRRRRRR", "MMMMMMMMMMM", "exit favicon"),
    **_rows("DDDDDDDDDDD", "MMMMMMMMMMM", "healthz"),  # no worker runs in a test
    **_rows("NNNNNNNNNNN", "MMMMMMMMMMM", "outbox"),  # only where MAIL_SHOWN
    **_rows("NNNNNNNNNNN", "NNNNNNNNNNN", "session-company check-in manage-offers"),  # only where MEMBER_OFFERS
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "session-together session-together-calendar safety"),
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "search-calendar session-calendar member-calendar"),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "listing-together helped"),
    **_rows(
        "PPPPPPPPPPP", "MMMMMMMMMMM", "api:reference api:openapi api:listing api:listing-dates api:words api:places"
    ),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "api:search api:search-dates"),
    **_rows("NNNNNNNNNNN", "NNNNNNNNNNN", "api:nowhere"),
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "helped-thanks"),
    **_rows(
        "PPPPPPPPPPP",
        "MMMMMMMMMMM",
        """insights insights-month insights-file insights-areas insights-area insights-area-csv insights-area-json
        insights-evidence""",
    ),
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "compare going-along"),
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "bmlt-json bmlt-jsonp bmlt-csv"),
    **_rows(
        "PPPPPPPPPPP",
        "MMMMMMMMMMM",
        """hsds hsds-openapi hsds-profile hsds-services hsds-service hsds-organizations hsds-organization hsds-places
        hsds-place hsds-taxonomies hsds-taxonomy hsds-terms hsds-term""",
    ),
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "listings-csv listings-geojson listings-xlsx template-csv template-xlsx"),
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "embed embed-colours embed-make embed-script"),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "short-list"),
    **_rows("PRRRRRRRRRR", "MMMMMMMMMMM", "saved"),
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "offline offline-worker"),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "forget"),
    **_rows(
        "PPPPPPPPPPP",
        "MMMMMMMMMMM",
        "giving-back facilitate start-one topic-thanks you-said learn story-sent story-erased stories",
    ),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "topic story-tell"),
    # For who holds the link from a mail
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "pairing-link"),
    **_rows("PPPPPPPPPPP", "RRRRRRRRRRR", "report-confirm question-confirm post-confirm wish-confirm story"),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "question-answer booking news-stop helped-by-code"),
    **_rows("SPPPPPPPPPP", "SRRRRRRRRRR", "invitation"),
    # For members
    **_rows("SPPPPPPPPPP", "MMMMMMMMMMM", "mine listing-claim-sent"),
    **_rows("SPPRRPPPPPP", "SPPRRPPPPPP", "listing-claim"),
    **_rows("MMMMMMMMMMM", "SNNNNNNNNNN", "mine-claim"),
    **_rows("SPPPPPPPPPP", "SNNNNNNNNNN", "my-bookings my-answers"),
    **_rows("SNNNNNNNNNN", "SNNNNNNNNNN", "session-helped"),  # that date is to come
    **_rows("SPPPPPPPPPP", "SPPPPPPPPPP", "my-answers-erase my-check-in-new my-check-ins-erase"),
    **_rows("SPPPPPPPPPP", "SRRRRRRRRRR", "my-check-ins"),
    **_rows("SPPPPPPPPPP", "MMMMMMMMMMM", "mine-saved"),
    **_rows("SPPPPPPPPPP", "SPPPPPPPPPP", "post-many"),
    **_rows("SNNPNNNNNNN", "SNNPNNNNNNN", "post-many-table"),
    **_rows("SNNRNNNNNNN", "MMMMMMMMMMM", "post-many-columns"),
    **_rows("SNNPNNNNNNN", "MMMMMMMMMMM", "post-many-refused"),
    **_rows("MMMMMMMMMMM", "SNNRNNNNNNN", "post-many-bring-in post-many-throw-away"),
    **_rows("SPPPPPPPPPP", "SRRRRRRRRRR", "my-calendar"),
    **_rows("SPPPPPPPPPP", "SNNNNNNNNNN", "mine-circle"),
    **_rows("MMMMMMMMMMM", "SPPPPPPPPPP", "my-calendar-new saved-take-over"),
    **_rows("MMMMMMMMMMM", "SRRRRRRRRRR", "my-calendar-stop"),
    **_rows("MMMMMMMMMMM", "SRRRRRRRRRR", "search-save saved-forget"),
    **_rows("MMMMMMMMMMM", "SNNNNNNNNNN", "listing-save saved-search"),
    **_rows("SPPPPPPPPPP", "SPPPPPPPPPP", "my-bookings-erase"),
    **_rows("SPPPPPPPPPP", "SRRRRRRRRRR", "account-home account_email usersessions_list"),
    **_rows("MMMMMMMMMMM", "SPPPPPPPPPP", "account-export"),
    **_rows("MMMMMMMMMMM", "SRRRRRRRRRR", "account-language"),
    **_rows(
        "SPPPPPPPPPP",
        "SPPPPPPPPPP",
        """account-delete reauthenticate-by-code account_set_password mfa_activate_totp mfa_generate_recovery_codes
        mfa_add_webauthn""",
    ),
    **_rows("SPPPPPPPPPP", "SMMMMMMMMMM", "mfa_index mfa_list_webauthn"),
    **_rows("SPPPPPRPRRP", "MMMMMMMMMMM", "second-factor"),
    # Signing in and up, for who is not; what needs a factor, for who has one
    **_rows(
        "PRRRRRRRRRR",
        "PRRRRRRRRRR",
        "account_login account_signup account_signup_by_passkey account_request_login_code",
    ),
    **_rows("RPPPPPPPPPP", "RRRRRRRRRRR", "account_logout"),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "account_reset_password"),
    **_rows("SSSSSSSSSSS", "SSSSSSSSSSS", "account_confirm_password_reset_code"),
    **_rows("RRRRRRRRRRR", "RRRRRRRRRRR", "account_complete_password_reset mfa_signup_webauthn"),
    **_rows(
        "SRRRRRRRRRR",
        "SRRRRRRRRRR",
        """account_reauthenticate account_email_verification_sent account_change_password account_confirm_login_code
        mfa_authenticate mfa_reauthenticate mfa_reauthenticate_webauthn mfa_login_webauthn""",
    ),
    **_rows("SNNNNNNNNNN", "SNNNNNNNNNN", "mfa_deactivate_totp mfa_remove_webauthn mfa_edit_webauthn"),
    **_rows("SNNNNNNNNNN", "SNNNNNNNNNN", "mfa_download_recovery_codes"),
    **_rows("SNNNNNNNNNN", "SMMMMMMMMMM", "mfa_view_recovery_codes"),
    # For who leads the listing
    **_rows("SNNPPNNNNNN", "MMMMMMMMMMM", "manage manage-preview manage-links"),
    **_rows("SNNPPNNNNNN", "SNNRRNNNNNN", "manage-pairs"),
    **_rows(
        "SNNPPNNNNNN",
        "SNNPPNNNNNN",
        "manage-still-on manage-edit manage-team manage-coming manage-answers manage-helpers",
    ),
    **_rows("SNNPPNNNNNN", "MMMMMMMMMMM", "manage-evening"),
    **_rows(
        "MMMMMMMMMMM",
        "SNNNNNNNNNN",
        """manage-evening-cancel manage-evening-stand-in manage-evening-came manage-evening-announce
        manage-evening-answer""",
    ),  # an empty form names no date
    **_rows("SNNPPNNNNNN", "SNNRRNNNNNN", "manage-withdraw manage-close"),
    **_rows("SNNRRNNNNNN", "SNNRRNNNNNN", "manage-submit manage-discard"),
    **_rows("SNNRRNNNNNN", "MMMMMMMMMMM", "manage-sent"),
    **_rows("MMMMMMMMMMM", "SNNPPNNNNNN", "manage-date manage-pause manage-link-new"),
    **_rows(
        "MMMMMMMMMMM",
        "SNNRRNNNNNN",
        """manage-word manage-take-back manage-confirm manage-copy manage-undo manage-reopen manage-open-again
        manage-link-mail manage-link-revoke""",
    ),
    **_rows("MMMMMMMMMMM", "SNNRNNNNNNN", "manage-remove"),
    **_rows("MMMMMMMMMMM", "SNNPRNNNNNN", "manage-leave"),  # the owner has to hand it over first
    # Moderation
    **_rows("SNNNNNPFPPF", "MMMMMMMMMMM", "moderation-queue"),
    **_rows("SNNNNNPFPPF", "SNNNNNPFPPF", "moderation-wishes moderation-stories moderation-helpers"),
    **_rows("SNNNNNPFPPF", "MMMMMMMMMMM", "sources source"),
    **_rows("SNNNNNPFNPF", "SNNNNNPFNPF", "source-new source-edit"),
    **_rows("MMMMMMMMMMM", "SNNNNNRFNRF", "source-act"),
    **_rows("MMMMMMMMMMM", "SNNNNNRFRRF", "moderation-several"),
    **_rows("SNNNNNPFPPF", "SNNNNNRFRRF", "moderation-duty"),
    **_rows("SNNNNNPFNPF", "SNNNNNMFNMF", "moderation-review moderation-history"),
    **_rows("SNNNNNPFNPF", "SNNNNNRFNRF", "moderation-pairs"),
    **_rows("SNNNNNPFNPF", "SNNNNNPFNPF", "moderation-edit close-place"),
    **_rows(
        "MMMMMMMMMMM",
        "SNNNNNRFNRF",
        "moderation-approve moderation-look moderation-end-pause moderation-restore reopen-place",
    ),
    **_rows(
        "MMMMMMMMMMM",
        "SNNNNNPFNPF",
        """moderation-reject moderation-ask moderation-hide moderation-withdraw moderation-merge moderation-settle
        moderation-claim moderation-phone""",
    ),
    # Django's admin
    **_rows("AAAAAAPAAPA", "AAAAAAPAAPA", "admin:index admin:app_list"),
    **_rows("SNNNNNRFNRF", "SNNNNNRFNRF", "admin:login"),
    **_rows("RRRRRRMRRMR", "RRRRRRPRRPR", "admin:logout"),
    **_rows("AAAAAARAARA", "AAAAAARAARA", "admin:password_change"),
    **_rows("AAAAAAPAAPA", "AAAAAAMAAMA", "admin:password_change_done admin:jsi18n"),
    **_rows("AAAAAAXAAXA", "AAAAAAMAAMA", "admin:autocomplete"),
    **_rows("AAAAAANAANA", "AAAAAANAANA", "admin:view_on_site admin:nowhere"),
    **_rows("AAAAAAPAAPA", "A..A..P..P.", admin(MODERATED, "changelist", "change")),
    **_rows("A..A..P..P.", "A..A..P..P.", admin(MODERATED, "history")),
    **_rows("AAAAAAXAAPA", "A..A..X..P.", admin(MODERATED, "add")),
    **_rows("A..A..X..P.", "A..A..X..P.", admin(MODERATED, "delete")),
    **_rows("A..A..X..X.", "A..A..X..X.", admin(["groups_schedule"], "delete")),  # somebody booked one of its dates
    **_rows("AAAAAAXAAPA", "A..A..X..P.", admin(FOR_ADMINS, "changelist", "add", "change")),
    **_rows("A..A..X..P.", "A..A..X..P.", admin(FOR_ADMINS, "history", "delete")),
    **_rows("AAAAAAXAAPA", "A..A..X..P.", admin(READ_ONLY, "changelist")),
    **_rows("A..A..X..P.", "A..A..X..P.", admin(READ_ONLY, "history")),
    **_rows("AAAAAAXAAXA", "A..A..X..X.", admin(READ_ONLY, "add")),
    **_rows("A..A..X..X.", "A..A..X..X.", admin(READ_ONLY, "delete")),
    **_rows("AAAAAAXAAPA", "A..A..X..X.", admin(READ_ONLY, "change")),
    **_rows("A..A..R..R.", "A..A..R..R.", admin([*MODERATED, *FOR_ADMINS, *READ_ONLY, "mfa_authenticator"], "old")),
    **_rows("AAAAAAXAAPA", "A..A..X..P.", "admin:groups_importsource_import admin:auth_user_password_change"),
    **_rows("AAAAAAXAAPA", "A..A..X..P.", admin(["mfa_authenticator"], "changelist", "history", "delete")),
    **_rows("AAAAAAXAAXA", "A..A..X..X.", admin(["mfa_authenticator"], "add")),
    **_rows("AAAAAAXAAPA", "A..A..X..R.", admin(["mfa_authenticator"], "change")),
}
"""`{name: (GET, POST)}` for the addresses of tenant A's listing."""

BY_LINK = {
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "manage manage-preview"),
    **_rows("PPPPPPPPPPP", "RRRRRRRRRRR", "manage-pairs"),
    **_rows("PPPPPPPPPPP", "PPPPPPPPPPP", "manage-still-on manage-edit manage-coming manage-answers manage-helpers"),
    **_rows("PPPPPPPPPPP", "MMMMMMMMMMM", "manage-evening"),
    **_rows(
        "MMMMMMMMMMM",
        "NNNNNNNNNNN",
        """manage-evening-cancel manage-evening-stand-in manage-evening-came manage-evening-announce
        manage-evening-answer""",
    ),
    **_rows("PPPPPPPPPPP", "RRRRRRRRRRR", "manage-withdraw manage-close"),
    **_rows("RRRRRRRRRRR", "RRRRRRRRRRR", "manage-submit manage-discard"),
    **_rows("RRRRRRRRRRR", "MMMMMMMMMMM", "manage-sent"),
    **_rows("MMMMMMMMMMM", "PPPPPPPPPPP", "manage-date manage-pause"),
    **_rows(
        "MMMMMMMMMMM",
        "RRRRRRRRRRR",
        "manage-word manage-take-back manage-confirm manage-undo manage-reopen manage-open-again",
    ),
    # The link of a listing that somebody leads says nothing of who gets in.
    **_rows("MMMMMMMMMMM", "NNNRRNNNNNN", "manage-copy manage-link-mail manage-link-revoke"),
    **_rows("NNNPPNNNNNN", "MMMMMMMMMMM", "manage-links"),
    **_rows("MMMMMMMMMMM", "NNNPPNNNNNN", "manage-link-new"),
    **_rows("NNNPPNNNNNN", "NNNPPNNNNNN", "manage-team"),
    **_rows("MMMMMMMMMMM", "NNNRNNNNNNN", "manage-remove"),
    **_rows("MMMMMMMMMMM", "NNNPRNNNNNN", "manage-leave"),
    **_rows("NNNNNNNNNNN", "NNNNNNNNNNN", "manage-offers"),
}
"""The same for the pages of `/manage/` when the address holds the secret link of the listing."""
EVERY_ROW = TABLE | {f"{name} by link": row for name, row in BY_LINK.items()}
