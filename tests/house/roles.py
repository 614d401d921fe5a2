"""A town with somebody in each role, for trying every door by every role."""

from __future__ import annotations

from django.test import Client

from tests import factories
from tests.doors import signed_in
from townmoot.people.enums import Role


def clients_of_every_role() -> dict[str, Client]:
    """Return one signed-in browser for each role, and one for nobody."""
    town = factories.town()
    held = [role.value for role in Role if role != Role.RESIDENT]
    people = {role: town.person(role=role) for role in held} | {"resident": town.somebody()}
    return {"": Client()} | {role: signed_in(who) for role, who in people.items()}
