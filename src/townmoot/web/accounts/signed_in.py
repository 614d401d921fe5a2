"""Who is signed in: the session and its account, read by statements that are written once.

Each request asks both. Django would compile both queries anew each time, which costs as much as an
act's own work (bench: act); all else of sessions and sign-in stays Django's.
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from townmoot.live import hub, tokens
from townmoot.people.models import Account
from townmoot.people.queries import account_at

_FIND_SESSION = (
    f"SELECT session_data FROM {Session._meta.db_table}"  # noqa: S608 -- the name of a table
    " WHERE session_key = %s AND expire_date > %s"
)


class SessionStore(db.SessionStore):
    """Sessions as Django keeps them in the database; only the look-up is our own."""

    def load(self) -> dict[str, Any]:
        """What the session holds; an unknown or expired one is empty and loses its key."""
        now = Session._meta.get_field("expire_date").get_db_prep_value(timezone.now(), connection)
        with connection.cursor() as cursor:
            cursor.execute(_FIND_SESSION, [self.session_key, now])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found[0])
        return data

    def delete(self, session_key: str | None = None) -> None:
        """End a session, whoever asks for it, and with it what it listens to."""
        ended = session_key or self.session_key
        super().delete(session_key)
        if ended:
            hub.session_ended(tokens.session_hash(ended))


class AccountBackend(AuthenticationBackend):  # type: ignore[misc] # allauth carries no types
    """Sign-in as allauth does it; the account of a session is read by one plain statement."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, None where there is none or it is closed."""
        found = account_at(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
