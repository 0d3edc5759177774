from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Listings of formal and informal support: where, when, for whom, and how to join."""

    name = "groups"
    verbose_name = _("Support directory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import privacy
        from groups import calendar_feed, erasing, own_data, retention
        from groups.answering import own_data as answers_data
        from groups.booking import own_data as booking_data
        from groups.check_ins import instruments
        from groups.check_ins import own_data as check_ins_data
        from groups.circle import own_data as circle_data
        from groups.helping import own_data as company_data
        from groups.pairing import own_data as pairs_data
        from groups.saved import own_data as saved_data
        from groups.stories import own_data as stories_data
        from groups.uploading import own_data as tables_data

        erasing.register()
        retention.register()
        privacy.register_exporter("support", own_data.export, covers=own_data.COVERS)
        privacy.register_eraser(
            own_data.erase,
            covers=own_data.COVERS,
            says=_(
                "Your listings go to a co-facilitator, or stay where others of their organization look after them. All "
                "others are taken down, and your contacts in them are erased."
            ),
        )
        privacy.register_exporter("company", company_data.export, covers=company_data.COVERS)
        privacy.register_eraser(company_data.erase, covers=company_data.COVERS)
        privacy.register_exporter("bookings", booking_data.export, covers=booking_data.COVERS)
        privacy.register_eraser(
            booking_data.erase,
            covers=booking_data.COVERS,
            says=_("What you booked is cancelled and erased. Your place goes to the next person in line."),
        )
        privacy.register_exporter("calendar", calendar_feed.export, covers=calendar_feed.COVERS)
        privacy.register_eraser(calendar_feed.erase, covers=calendar_feed.COVERS)
        privacy.register_exporter("saved", saved_data.export, covers=saved_data.COVERS)
        privacy.register_eraser(saved_data.erase, covers=saved_data.COVERS)
        privacy.register_exporter("pairs", pairs_data.export, covers=pairs_data.COVERS)
        privacy.register_eraser(pairs_data.erase, covers=pairs_data.COVERS)
        privacy.register_exporter("tables", tables_data.export, covers=tables_data.COVERS)
        privacy.register_eraser(tables_data.erase, covers=tables_data.COVERS)
        privacy.register_exporter("circle", circle_data.export, covers=circle_data.COVERS)
        privacy.register_eraser(circle_data.erase, covers=circle_data.COVERS)
        privacy.register_exporter("answers", answers_data.export, covers=answers_data.COVERS)
        privacy.register_eraser(answers_data.erase, covers=answers_data.COVERS)
        privacy.register_exporter("check_ins", check_ins_data.export, covers=check_ins_data.COVERS)
        privacy.register_eraser(check_ins_data.erase, covers=check_ins_data.COVERS)
        instruments.instruments()  # a file of the operator that cannot be read stops the start, not a page
        privacy.register_exporter("stories", stories_data.export, covers=stories_data.COVERS)
        privacy.register_eraser(
            stories_data.erase,
            covers=stories_data.COVERS,
            says=_("What you told of your first visits is erased."),
        )
