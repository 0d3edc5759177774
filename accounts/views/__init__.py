"""Pages of a person's own account."""

from accounts.views.confirmation import reauthenticate_by_code, second_factor
from accounts.views.entrance import sign_in
from accounts.views.home import choose_language, home, too_many
from accounts.views.own_data import delete_me, deleted, export_everything

__all__ = [
    "choose_language",
    "delete_me",
    "deleted",
    "export_everything",
    "home",
    "reauthenticate_by_code",
    "second_factor",
    "sign_in",
    "too_many",
]
