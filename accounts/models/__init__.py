"""People, what they may look after, and the mail that waits to reach them."""

from accounts.models.duty import Duty, Verification
from accounts.models.erasure import Erasure
from accounts.models.language import LanguageField, spoken, understood
from accounts.models.mail import Mail
from accounts.models.user import Role, User

__all__ = ["Duty", "Erasure", "LanguageField", "Mail", "Role", "User", "Verification", "spoken", "understood"]
