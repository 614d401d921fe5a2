"""Signing in and out, passwords, and the places where somebody is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import views as allauth_views
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from townmoot.people import credentials, identities
from townmoot.people.enums import Role
from townmoot.people.models import Account
from townmoot.web.accounts import forms, oidc
from townmoot.web.accounts.addresses import can_be_overheard
from townmoot.web.accounts.ceremony import hindrance
from townmoot.web.accounts.shown import show
from townmoot.web.rooms import asking

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class LeadsOn:
    """A page whose form may lead on to the configured provider."""

    def render_to_response(self, *args: Any, **more: Any) -> HttpResponse:
        """With the policy that lets it."""
        answer: HttpResponse = super().render_to_response(*args, **more)  # type: ignore[misc] # of the view beside it
        answer.headers["Content-Security-Policy"] = oidc.policy()
        return answer


class SignIn(LeadsOn, allauth_views.LoginView):  # type: ignore[misc] # allauth carries no types
    """Login and password."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Also whether others on the network can read along, and whether a passkey can work."""
        told: dict[str, Any] = super().get_context_data(**more)
        return {
            **told,
            "overheard": can_be_overheard(self.request),
            "hindrance": hindrance(self.request),
            "outside": oidc.label(),
        }

    form_class = forms.SignInForm


# The first of these that somebody holds says where the day's work is; else it is on the floor.
ROOMS = (
    (Role.CLERK, "clerk:home"),
    (Role.DEPUTY, "floor:day"),
    (Role.CHAIR, "floor:day"),
    (Role.TOWN_OFFICER, "unit:office"),
    (Role.UNIT_OFFICER, "unit:inbox"),
    (Role.UNIT_CHECKER, "unit:inbox"),
    (Role.UNIT_HEAD, "unit:inbox"),
    (Role.STEWARD, "floor:desks"),
    (Role.AUDITOR, "desk:board"),
)


@require_safe
def own_room(request: HttpRequest) -> HttpResponse:
    """On to the room in which whoever is signed in has something to do."""
    roles = asking(request).actor.roles
    return redirect(next((name for role, name in ROOMS if role in roles), "public:front"))


class SignOut(LeadsOn, allauth_views.LogoutView):  # type: ignore[misc] # allauth carries no types
    """Asks, then signs out, at the provider too for who came from there; a link does nothing."""

    template_name = "accounts/sign_out.html"

    def post(self, *args: Any, **more: Any) -> HttpResponse:
        """Sign out here, whatever the provider does."""
        came = self.request.session.get(oidc.HERE)
        away = oidc.leaving(self.request) if came else ""
        answer: HttpResponse = super().post(*args, **more)
        answer = redirect(away) if away else answer
        answer.headers["Clear-Site-Data"] = '"storage"'  # pages and forms kept on this device
        return answer


class PasswordPage:
    """What both password pages share."""

    template_name = "accounts/password.html"

    def get_default_success_url(self) -> str:
        """Back to the list of one's sessions."""
        return reverse("usersessions_list")


class SetPassword(PasswordPage, allauth_views.PasswordSetView):  # type: ignore[misc] # allauth carries no types
    """A first password, for who came in with a slip."""

    form_class = forms.NewPasswordForm


class ChangePassword(PasswordPage, allauth_views.PasswordChangeView):  # type: ignore[misc] # allauth carries no types
    """Another password; sessions elsewhere end with the old one."""

    form_class = forms.OtherPasswordForm


@method_decorator(login_not_required, name="dispatch")
class Closed(TemplateView):
    """Where a closed access leads."""

    template_name = "accounts/closed.html"


def _account(request: HttpRequest) -> Account:
    user: Any = request.user  # LoginRequiredMiddleware let nobody else in
    account: Account = user
    return account


@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    account = _account(request)
    found = credentials.open_sessions(account, request.session.session_key)
    context = {
        "sessions": found,
        "has_password": account.has_usable_password(),
        "identities": identities.identities_of(account),
        "outside": oidc.label(),
    }
    answer = show(request, "accounts/sessions.html", context)
    answer.headers["Content-Security-Policy"] = oidc.policy()
    return answer


@require_POST
def end_session(request: HttpRequest, key: int) -> HttpResponse:
    """End one of one's own sessions."""
    if credentials.end_session(_account(request), key):
        messages.success(request, _("Signed out there."))
    return redirect("usersessions_list")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this one."""
    n = credentials.end_other_sessions(_account(request), request.session.session_key)
    words = ngettext("Signed out in %(n)d other place.", "Signed out in %(n)d other places.", n)
    messages.success(request, words % {"n": n})
    return redirect("usersessions_list")
