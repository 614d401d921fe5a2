"""Who may, in words and roles, for the acts of every app above; and who an account is now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext_lazy as _

from townmoot.people.enums import Role
from townmoot.people.queries import current
from townmoot.record import Actor, Operator, Permission, hot

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.utils.functional import _StrPromise


__all__ = ["CLERK", "DEPUTY", "OPERATOR_ONLY", "actor", "current", "may"]


def may(
    *roles: str, words: str | _StrPromise, relation: Callable[..., None] | None = None
) -> Permission:
    """A permission for these roles; `relation(ctx, **inputs)` narrows it to the thing."""
    return Permission(roles=frozenset(map(str, roles)), words=words, relation=relation)


OPERATOR_ONLY = may(Operator.role, words=_("Only who runs the server may do this."))
CLERK = may(Role.CLERK, Operator.role, words=_("Only the assembly's clerk may do this."))
DEPUTY = may(Role.DEPUTY, words=_("Only a deputy may do this."))


# By hand, since every act asks and Django would compile it anew each time.
_HELD = """
    SELECT a.person_id, m.role, p.duty, m.organization_id, m.start, m."end",
           m.ended_at IS NOT NULL
    FROM people_account a
    LEFT JOIN people_membership m ON m.person_id = a.person_id
    LEFT JOIN people_post p ON p.id = m.post_id
    WHERE a.id = %s AND a.is_active = %s AND a.body = %s
"""


def actor(account: UUID, body: UUID, day: date) -> Actor:
    """The account's person and roles in the body on a day: from current posts and memberships.

    An unknown, closed or foreign account is an actor without roles; whoever has no post is a
    resident. A membership that was ended holds no longer, even on its last day. One query, since
    every act asks.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [hot.reference(account), True, hot.reference(body)])
        rows = cursor.fetchall()
    if not rows:
        return Actor(account=account, person=None, roles=frozenset())
    pairs = {
        (str(role), found)
        for _person, own, duty, organization, start, end, ended in rows
        for role in (own, duty)
        if role and (start is None or start <= day) and not ended and (end is None or day <= end)
        if (found := hot.as_uuid(organization))
    }
    roles = frozenset(role for role, _organization in pairs) | {Role.RESIDENT.value}
    person = hot.as_uuid(rows[0][0])
    return Actor(account=account, person=person, roles=roles, organizations=frozenset(pairs))
