"""How allauth behaves here: no open sign-up, lock-out by account, our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from townmoot.people import credentials
from townmoot.people.models import Account
from townmoot.web.accounts import limits
from townmoot.web.accounts.addresses import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

MISMATCH = _("Login and password do not fit together.")
LOCKED = _(
    "Too many tries. For safety nobody can sign in with this password for a quarter of an hour. "
    "Your slip still works, and the clerk can print you a new one."
)
CROWDED = _("Too many tries from this place. Wait a minute, then try again.")

SAID = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
}


class TownAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """Failures count against one account's password, never against an address alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: the clerk opens each access."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client's address, through trusted proxies only."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **given: Any) -> None:
        """Raise ValidationError where the account is locked or the address tries too often."""
        if not limits.allows(request, limits.SIGN_IN):
            raise ValidationError(CROWDED)
        account = credentials.account_called(given["username"])
        if account is None:
            locked = not limits.allows_unknown(request, given["username"])
        else:
            locked = credentials.locked_until(account) is not None
        if locked:
            raise ValidationError(LOCKED)

    def authenticate(self, request: HttpRequest, **given: Any) -> Account | None:
        """The account whose password this is; a closed one is as good as none."""
        found = super().authenticate(request, **given)
        if not isinstance(found, Account) or not found.is_active:
            return None
        credentials.forget_failures(found)
        return found

    def authentication_failed(self, request: HttpRequest, **given: Any) -> None:
        """Count the failure against the account."""
        account = credentials.account_called(given["username"])
        if account:
            credentials.note_failure(account)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **_kw: Any
    ) -> None:
        """Say what we have words for; that somebody is signed in, the page shows by itself."""
        if message_template in SAID:
            messages.add_message(request, level, SAID[message_template])
