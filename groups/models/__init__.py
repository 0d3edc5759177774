"""The glossary: one room per concept, and here all of their names."""

from groups.models.areas import AreaSupply, TownReach
from groups.models.booking import Booking, BookingLink, BookingRules
from groups.models.circle import CircleEntry, CircleGoal
from groups.models.closure import Closure
from groups.models.company import Match, Offer
from groups.models.consent import Consent
from groups.models.contact import Contact
from groups.models.first_date import FirstDate
from groups.models.first_visit import FirstVisit
from groups.models.gazetteer import GeocoderAnswer, Locality, LocalityName, PostalCode
from groups.models.helping import PracticalHelp
from groups.models.history import ListingVersion, PlaceVersion, ScheduleVersion, SessionVersion
from groups.models.importing import ImportProblem, ImportSource
from groups.models.insights import Answer, AnswerCode, CheckIn, CheckInReminder, Snapshot, UnmetSearch
from groups.models.listing import Listing, ListingTerm
from groups.models.moderation import ModerationEvent, PhoneCheck, ReplyTemplate, Review
from groups.models.organization import Organization
from groups.models.pairing import Pairing, PairingLink
from groups.models.place import Place, PrivateAddress
from groups.models.report import Question, Report
from groups.models.revision import Revision
from groups.models.saved import CalendarFeed, NewsLink, SavedListing, SavedSearch
from groups.models.schedule import Schedule, UpcomingDate
from groups.models.session import Session
from groups.models.sources import SourceEntry, SourceRun
from groups.models.stories import Story
from groups.models.taxonomy import Lexicon, Term
from groups.models.team import Claim, Facilitator, Invitation, ManageLink, Submission
from groups.models.uploads import BroughtListing, Upload, UploadRow
from groups.models.vocabulary import Word
from groups.models.volunteering import HelpersWanted
from groups.models.wishes import Wish

__all__ = [
    "Answer",
    "AnswerCode",
    "AreaSupply",
    "Booking",
    "BookingLink",
    "BookingRules",
    "BroughtListing",
    "CalendarFeed",
    "CheckIn",
    "CheckInReminder",
    "CircleEntry",
    "CircleGoal",
    "Claim",
    "Closure",
    "Consent",
    "Contact",
    "Facilitator",
    "FirstDate",
    "FirstVisit",
    "GeocoderAnswer",
    "HelpersWanted",
    "ImportProblem",
    "ImportSource",
    "Invitation",
    "Lexicon",
    "Listing",
    "ListingTerm",
    "ListingVersion",
    "Locality",
    "LocalityName",
    "ManageLink",
    "Match",
    "ModerationEvent",
    "NewsLink",
    "Offer",
    "Organization",
    "Pairing",
    "PairingLink",
    "PhoneCheck",
    "Place",
    "PlaceVersion",
    "PostalCode",
    "PracticalHelp",
    "PrivateAddress",
    "Question",
    "ReplyTemplate",
    "Report",
    "Review",
    "Revision",
    "SavedListing",
    "SavedSearch",
    "Schedule",
    "ScheduleVersion",
    "Session",
    "SessionVersion",
    "Snapshot",
    "SourceEntry",
    "SourceRun",
    "Story",
    "Submission",
    "Term",
    "TownReach",
    "UnmetSearch",
    "UpcomingDate",
    "Upload",
    "UploadRow",
    "Wish",
    "Word",
]
