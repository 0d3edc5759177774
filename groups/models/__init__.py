"""The glossary: one room per concept, and here all of their names."""

from groups.models.contact import Contact
from groups.models.first_visit import FirstVisit
from groups.models.gazetteer import GeocoderAnswer, Locality, LocalityName, PostalCode
from groups.models.importing import ImportProblem, ImportSource
from groups.models.listing import Listing, ListingTerm
from groups.models.organization import Organization
from groups.models.place import Place, PrivateAddress
from groups.models.schedule import Schedule, UpcomingDate
from groups.models.session import Session
from groups.models.taxonomy import Lexicon, Term

__all__ = [
    "Contact",
    "FirstVisit",
    "GeocoderAnswer",
    "ImportProblem",
    "ImportSource",
    "Lexicon",
    "Listing",
    "ListingTerm",
    "Locality",
    "LocalityName",
    "Organization",
    "Place",
    "PostalCode",
    "PrivateAddress",
    "Schedule",
    "Session",
    "Term",
    "UpcomingDate",
]
