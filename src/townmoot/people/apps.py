"""People: bodies, terms, organizations, posts, persons, memberships, accounts."""

from __future__ import annotations

from django.apps import AppConfig

from townmoot.record import guard, ports


class PeopleConfig(AppConfig):
    """Tells the record who an account is."""

    name = "townmoot.people"
    label = "people"

    def ready(self) -> None:
        """Register the authenticator, the acts and the machinery tables."""
        from townmoot.people import actions, permissions  # noqa: F401, PLC0415 -- need loaded models
        from townmoot.people.queries.finding import register_kinds  # noqa: PLC0415 -- likewise

        ports.authenticate_with(permissions.actor)
        guard.declare_machinery(
            {
                "people_account": "credentials: password hash, last sign-in, open or closed",
                "people_slip": "credentials: one-time sign-in slips, burnt when used",
                "people_lockout": "credentials: counters of failed sign-ins",
                "people_passkey": "credentials: public keys of passkeys, and when they were used",
                "people_identity": "credentials: subjects of an outside provider, and their use",
                "people_upload": "lists handed in and not yet taken over; gone after a day",
            }
        )
        register_kinds()
