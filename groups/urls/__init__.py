"""Addresses of the directory, as short lists by who they are for."""

from django.urls import path

from groups.choices import Formality
from groups.urls import open_data
from groups.views import (
    answering,
    areas,
    bookings,
    calendars,
    check_ins,
    circle,
    claiming,
    closing,
    company,
    compare,
    evidence,
    freshness,
    giving,
    home,
    insights,
    listings,
    managing,
    mine,
    offline,
    pages,
    pairing,
    poster,
    posting,
    reporting,
    saved,
    search,
    sessions,
    shortlist,
    stories,
    times,
    together,
    wishes,
)
from groups.views import asking as asking_views
from groups.views.moderation import deciding, duty, history, phone, queue, review, sections
from groups.views.moderation import giving as visitors_words
from groups.views.moderation import pairs as moderators_pairs

finding = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("search.geojson", search.search_geojson, name="search-geojson"),
    path("search/points.geojson", search.points_geojson, name="search-points"),
    path("places.json", search.places_json, name="places"),
]

reading = [
    path("listings/<slug:public_id>/", listings.listing_detail, name="listing-detail"),
    path("listings/<slug:public_id>.ics", calendars.listing_calendar, name="listing-calendar"),
]

posting_parts = [
    path("post/dates/", times.dates_preview, name="post-dates"),
]

picking = [
    path("compare/", compare.comparison, name="compare"),
    path("short-list/", shortlist.short_list, name="short-list"),
    path("together/going-along/", together.going_along, name="going-along"),
]

asking_back = [
    path("manage/<slug:key>/still-on/", freshness.still_on, name="manage-still-on"),
]

moderating = [
    path("moderation/", queue.queue, name="moderation-queue"),
    path("moderation/several/", queue.approve_several, name="moderation-several"),
    path("moderation/duty/", duty.duty, name="moderation-duty"),
    path("moderation/<slug:public_id>/", review.review, name="moderation-review"),
    path("moderation/<slug:public_id>/approve/", deciding.approve, name="moderation-approve"),
    path("moderation/<slug:public_id>/reject/", deciding.reject, name="moderation-reject"),
    path("moderation/<slug:public_id>/ask/", deciding.ask, name="moderation-ask"),
    path("moderation/<slug:public_id>/hide/", deciding.hide, name="moderation-hide"),
    path("moderation/<slug:public_id>/withdraw/", deciding.withdraw, name="moderation-withdraw"),
    path("moderation/<slug:public_id>/merge/", deciding.merge, name="moderation-merge"),
    path("moderation/<slug:public_id>/look/", deciding.look, name="moderation-look"),
    path("moderation/<slug:public_id>/settle/", deciding.settle, name="moderation-settle"),
    path("moderation/<slug:public_id>/end-pause/", deciding.end_pause, name="moderation-end-pause"),
    path("moderation/<slug:public_id>/claims/<int:claim>/", deciding.decide_claim, name="moderation-claim"),
    path("moderation/<slug:public_id>/phone/", phone.keep_call, name="moderation-phone"),
    path("moderation/<slug:public_id>/history/", history.history, name="moderation-history"),
    path("moderation/<slug:public_id>/history/<int:event>/restore/", history.restore, name="moderation-restore"),
    path("moderation/<slug:public_id>/edit/<slug:section>/", sections.edit, name="moderation-edit"),
]

asking = [
    path("listings/<slug:public_id>/report/", reporting.report, name="listing-report"),
    path("listings/<slug:public_id>/report/thanks/", reporting.thanks, name="listing-report-thanks"),
    path("reports/<token>/", reporting.confirm, name="report-confirm"),
    path("listings/<slug:public_id>/ask/", asking_views.ask, name="listing-ask"),
    path("listings/<slug:public_id>/ask/sent/", asking_views.sent, name="listing-ask-sent"),
    path("questions/sent/", asking_views.carried, name="question-sent"),
    path("questions/<token>/", asking_views.confirm, name="question-confirm"),
    path("answer/<token>/", asking_views.answer, name="question-answer"),
    path("listings/<slug:public_id>/claim/", claiming.claim, name="listing-claim"),
    path("listings/<slug:public_id>/claim/sent/", claiming.sent, name="listing-claim-sent"),
    path("listings/<slug:public_id>/poster/", poster.poster, name="listing-poster"),
    path("listings/<slug:public_id>/poster/cards/", poster.cards, name="listing-cards"),
    path("moderation/places/<int:pk>/close/", closing.close_place, name="close-place"),
    path("moderation/places/<int:pk>/close/<int:closure_pk>/end/", closing.reopen_place, name="reopen-place"),
]

posting_pages = [
    path("post/", posting.doors, name="post"),
    path("post/formal/", posting.one_screen, {"formality": Formality.FORMAL}, name="post-formal"),
    path("post/informal/", posting.one_screen, {"formality": Formality.INFORMAL}, name="post-informal"),
    path("post/confirm/<slug:token>/", posting.confirm, name="post-confirm"),
    path("mine/", mine.my_listings, name="mine"),
    path("mine/claim/", mine.claim, name="mine-claim"),
    path("invitation/<slug:token>/", managing.team.invitation, name="invitation"),
]

managing_pages = [
    path("manage/<slug:key>/", managing.listing.overview, name="manage"),
    path("manage/<slug:key>/preview/", managing.listing.preview, name="manage-preview"),
    path("manage/<slug:key>/submit/", managing.listing.submit, name="manage-submit"),
    path("manage/<slug:key>/sent/", managing.listing.sent, name="manage-sent"),
    path("manage/<slug:key>/word/", managing.listing.write_word, name="manage-word"),
    path("manage/<slug:key>/take-back/", managing.listing.take_back, name="manage-take-back"),
    path("manage/<slug:key>/withdraw/", managing.listing.withdraw, name="manage-withdraw"),
    path("manage/<slug:key>/discard/", managing.listing.discard, name="manage-discard"),
    path("manage/<slug:key>/confirm/", managing.listing.confirm, name="manage-confirm"),
    path("manage/<slug:key>/copy/", managing.listing.copy, name="manage-copy"),
    path("manage/<slug:key>/edit/<slug:section>/", managing.sections.edit, name="manage-edit"),
    path("manage/<slug:key>/date/", managing.dates.change_date, name="manage-date"),
    path("manage/<slug:key>/undo/", managing.dates.undo, name="manage-undo"),
    path("manage/<slug:key>/pause/", managing.dates.pause, name="manage-pause"),
    path("manage/<slug:key>/reopen/", managing.dates.reopen, name="manage-reopen"),
    path("manage/<slug:key>/close/", managing.dates.close, name="manage-close"),
    path("manage/<slug:key>/open-again/", managing.dates.open_again, name="manage-open-again"),
    path("manage/<slug:key>/links/", managing.links.links, name="manage-links"),
    path("manage/<slug:key>/links/new/", managing.links.make_link, name="manage-link-new"),
    path("manage/<slug:key>/links/mail/", managing.links.mail_link, name="manage-link-mail"),
    path("manage/<slug:key>/links/revoke/", managing.links.revoke_link, name="manage-link-revoke"),
    path("manage/<slug:key>/team/", managing.team.team, name="manage-team"),
    path("manage/<slug:key>/team/remove/", managing.team.remove, name="manage-remove"),
    path("manage/<slug:key>/team/leave/", managing.team.leave, name="manage-leave"),
]

managing_evenings = [
    path("manage/<slug:key>/coming/", managing.coming.coming, name="manage-coming"),
    path("manage/<slug:key>/evening/", managing.evening.evening, name="manage-evening"),
    path("manage/<slug:key>/evening/cancel/", managing.evening_acts.cancel, name="manage-evening-cancel"),
    path("manage/<slug:key>/evening/stand-in/", managing.evening_acts.stand_in, name="manage-evening-stand-in"),
    path("manage/<slug:key>/evening/came/", managing.evening_acts.came, name="manage-evening-came"),
    path("manage/<slug:key>/evening/announce/", managing.evening_acts.announce, name="manage-evening-announce"),
    path("manage/<slug:key>/evening/answer/", managing.evening_acts.answer, name="manage-evening-answer"),
]

always = [
    path("help-now/", pages.help_now, name="help-now"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("terms/", pages.terms, name="terms"),
    path("policy/", pages.policy, name="policy"),
    path("exit/", pages.leave, name="exit"),
]

coming_along = [
    path("sessions/<slug:name>/", sessions.session_detail, name="session-detail"),
    path("sessions/<slug:name>/sent/", sessions.session_sent, name="session-sent"),
    path("bookings/<token>/", bookings.booking_by_link, name="booking"),
    path("mine/bookings/", bookings.my_bookings, name="my-bookings"),
    path("mine/bookings/take-back/", bookings.take_back, name="my-bookings-erase"),
]

keeping = [
    path("saved/", saved.on_device, name="saved"),
    path("offline/", offline.no_internet, name="offline"),
    path("forget/", offline.forget, name="forget"),
    path("saved/stop/<token>/", saved.stop_mails, name="news-stop"),
    path("mine/saved/", saved.mine, name="mine-saved"),
    path("mine/saved/searches/", saved.save_search, name="search-save"),
    path("mine/saved/searches/<int:search>/", saved.act_on_search, name="saved-search"),
    path("mine/saved/take-over/", saved.take_over, name="saved-take-over"),
    path("mine/saved/forget/", saved.forget, name="saved-forget"),
    path("listings/<slug:public_id>/save/", saved.act_on_listing, name="listing-save"),
]

going_together = [
    path("sessions/<slug:name>/together/", together.of_session, name="session-together"),
    path("sessions/<slug:name>/together.ics", together.calendar_of_session, name="session-together-calendar"),
    path("listings/<slug:public_id>/together/", together.of_listing, name="listing-together"),
    path("safety/", pages.safety, name="safety"),
]

members_company = [
    path("sessions/<slug:name>/company/", company.company, name="session-company"),
    path("check-in/<token>/", company.check_in, name="check-in"),
    path("manage/<slug:key>/offers/", managing.offers.offers, name="manage-offers"),
]

calendar_files = [
    path("search.ics", calendars.search_calendar, name="search-calendar"),
    path("sessions/<slug:name>.ics", calendars.session_calendar, name="session-calendar"),
    path("calendar/<token>.ics", calendars.member_calendar, name="member-calendar"),
    path("mine/calendar/", calendars.my_calendar, name="my-calendar"),
    path("mine/calendar/new/", calendars.new_address, name="my-calendar-new"),
    path("mine/calendar/stop/", calendars.stop, name="my-calendar-stop"),
]

circles = [
    path("circle/", circle.on_device, name="circle"),
    path("circle/dates.json", circle.dates, name="circle-dates"),
    path("circle/dates.ics", circle.calendar, name="circle-calendar"),
    path("mine/circle/", circle.mine, name="mine-circle"),
]

giving_back = [
    path("giving-back/", giving.helpers_wanted, name="giving-back"),
    path("giving-back/facilitate/", giving.facilitate, name="facilitate"),
    path("giving-back/start/", giving.start, name="start-one"),
    path("giving-back/topic/", wishes.suggest, name="topic"),
    path("giving-back/topic/thanks/", wishes.thanks, name="topic-thanks"),
    path("wishes/<token>/", wishes.confirm, name="wish-confirm"),
    path("you-said/", wishes.you_said, name="you-said"),
    path("learn/", giving.learn, name="learn"),
    path("listings/<slug:public_id>/tell/", stories.tell, name="story-tell"),
    path("listings/<slug:public_id>/tell/sent/", stories.sent, name="story-sent"),
    path("listings/<slug:public_id>/stories/", stories.told, name="stories"),
    path("stories/erased/", stories.erased, name="story-erased"),
    path("stories/<token>/", stories.own, name="story"),
    path("manage/<slug:key>/helpers/", managing.volunteering.helpers_wanted, name="manage-helpers"),
    path("moderation/wishes/", visitors_words.wishes_waiting, name="moderation-wishes"),
    path("moderation/stories/", visitors_words.stories_waiting, name="moderation-stories"),
    path("moderation/helpers/", visitors_words.helpers_waiting, name="moderation-helpers"),
]

planning = [
    path("insights/area/", areas.index, name="insights-areas"),
    path("insights/area/<int:place>/", areas.area, name="insights-area"),
    path("insights/area/<int:place>/<slug:table>.csv", areas.area_csv, name="insights-area-csv"),
    path("insights/area/<int:place>/<slug:table>.json", areas.area_json, name="insights-area-json"),
    path("insights/evidence/", evidence.evidence, name="insights-evidence"),
]

what_helps = [
    path("insights/", insights.latest, name="insights"),
    path("insights/<slug:month>/", insights.of_month, name="insights-month"),
    path("insights/<slug:month>/<slug:figures>.<slug:kind>", insights.file, name="insights-file"),
]

what_helped = [
    path("sessions/<slug:name>/helped/", answering.session_helped, name="session-helped"),
    path("helped/", answering.helped, name="helped"),
    path("helped/thanks/", answering.thanks, name="helped-thanks"),
    path("helped/<token>/", answering.helped_by_code, name="helped-by-code"),
    path("mine/answers/", answering.my_answers, name="my-answers"),
    path("mine/answers/take-back/", answering.take_back, name="my-answers-erase"),
    path("mine/check-ins/", check_ins.my_check_ins, name="my-check-ins"),
    path("mine/check-ins/new/", check_ins.new_check_in, name="my-check-in-new"),
    path("mine/check-ins/take-back/", check_ins.take_back, name="my-check-ins-erase"),
    path("manage/<slug:key>/answers/", managing.answers.answers, name="manage-answers"),
]

fitting_together = [
    path("pairs/<token>/", pairing.pair_by_link, name="pairing-link"),
    path("manage/<slug:key>/pairs/", managing.pairs.pairs, name="manage-pairs"),
    path("moderation/<slug:public_id>/pairs/", moderators_pairs.pairs, name="moderation-pairs"),
]

urlpatterns = [
    *fitting_together,
    *what_helped,
    *planning,
    *what_helps,
    *giving_back,
    *finding,
    *reading,
    *posting_parts,
    *picking,
    *asking_back,
    *asking,
    *moderating,
    *posting_pages,
    *managing_pages,
    *managing_evenings,
    *coming_along,
    *keeping,
    *going_together,
    *members_company,
    *calendar_files,
    *circles,
    *open_data.for_people,
    *always,
]
