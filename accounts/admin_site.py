"""Django's admin, open only to staff whose session was confirmed by a second factor."""

from functools import wraps

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.permissions import has_second_factor, moderates_everywhere, to_second_factor


class SecondFactorAdminSite(AdminSite):
    """The admin with our sign-in, our limits and our second factor instead of its own form."""

    site_header = site_title = _("Support Finder")

    def admin_view(self, view, cacheable=False):
        """A page of the admin. Django looks for a column without a name where `_to_field` is empty, and fails."""

        @wraps(view)
        def guarded(request, *args, **kwargs):
            if "" in (request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)):
                raise DisallowedModelAdminToField("an empty name")
            return view(request, *args, **kwargs)

        return super().admin_view(guarded, cacheable)

    def has_permission(self, request):
        """Whether this session may use the admin at all."""
        return self._is_theirs(request) and has_second_factor(request)

    def login(self, request, extra_context=None):
        """Where the admin sends who may not use it: to sign in, to the second factor, or nowhere."""
        if request.user.is_authenticated and not self._is_theirs(request):
            raise Http404
        return self._login_of_staff(request)

    def _is_theirs(self, request):
        return super().has_permission(request) and moderates_everywhere(request.user)

    @method_decorator(secure_admin_login)
    def _login_of_staff(self, request):
        target = request.GET.get(REDIRECT_FIELD_NAME, "")
        return redirect("admin:index") if has_second_factor(request) else to_second_factor(target)

    def password_change(self, request, extra_context=None):
        """The same page, limits and notice by mail as everybody's."""
        return redirect("account_change_password")
