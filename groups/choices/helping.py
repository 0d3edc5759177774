"""What goes together, and what helps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PairingSort(TextChoices):
    """How the first of two listings goes with the second."""

    COMPLEMENTS = "complements", _("Goes well together with it")
    BEFORE = "before", _("Comes before it")
    BRIDGE = "bridge", _("Helps while you wait for it")
    FAMILY = "family", _("Is for the family of people who go there")
    PRACTICAL = "practical", _("Gives practical help for it")


class Chime(TextChoices):
    """What a session gave somebody: the five processes of personal recovery (CHIME, Leamy and others, 2011)."""

    CONNECTEDNESS = "connectedness", _("I felt less alone")
    HOPE = "hope", _("It gave me hope")
    IDENTITY = "identity", _("I could be myself")
    MEANING = "meaning", _("It mattered to me")
    EMPOWERMENT = "empowerment", _("I can do more for myself")


class Support(TextChoices):
    """What people get from others, by the names these sorts have among the words of the directory."""

    EMOTIONAL = "emotional", _("Someone to listen")
    INFORMATIONAL = "informational", _("Information and skills")
    INSTRUMENTAL = "instrumental", _("Practical help")
    COMPANIONSHIP = "companionship", _("Company")
