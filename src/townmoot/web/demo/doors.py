"""One door per role: an account of this invented town that holds it, best one with work to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from townmoot.people.enums import Role
from townmoot.people.models import Account, Body
from townmoot.people.queries import accounts, with_role
from townmoot.rules.modules import Module
from townmoot.web.demo import work

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from townmoot.rules import Profile


@dataclass(frozen=True)
class Door:
    """A role, where its room is, and what one finds there."""

    slug: str
    role: Role | None
    room: str
    word: str | _StrPromise
    text: str | _StrPromise
    work: tuple[work.Work, ...] = ()
    module: Module | None = None


DOORS = (
    Door(
        "clerk",
        Role.CLERK,
        "/clerk/",
        _("Clerk"),
        _("Prepare a meeting, follow every suggestion by what is due, publish."),
        work.CLERK,
    ),
    Door(
        "chair",
        Role.CHAIR,
        "/floor/",
        _("Chair"),
        _("Open the meeting, see who is there, assign suggestions."),
        work.CHAIR,
    ),
    Door(
        "deputy",
        Role.DEPUTY,
        "/floor/",
        _("Deputy"),
        _("On the phone: check in, read the files, suggest, rate a reply."),
        work.DEPUTY,
    ),
    Door(
        "recorder",
        Role.RECORDER,
        "/floor/",
        _("Group recorder"),
        _("Note what the group says about the report, in the speaker’s own words."),
        work.RECORDER,
        Module.OPINIONS,
    ),
    Door(
        "officer",
        Role.UNIT_OFFICER,
        "/unit/",
        _("Unit officer"),
        _("An inbox by due day: receive, meet the deputy, write the reply."),
        work.UNIT,
        Module.UNITS,
    ),
    Door(
        "head",
        Role.UNIT_HEAD,
        "/unit/",
        _("Head of a unit"),
        _("Read what the unit wants to answer, and sign it."),
        work.UNIT,
        Module.UNITS,
    ),
    Door(
        "office",
        Role.TOWN_OFFICER,
        "/unit/",
        _("Government office"),
        _("Give each suggestion to the unit that must answer."),
        work.OFFICE,
        Module.UNITS,
    ),
    Door(
        "steward",
        Role.STEWARD,
        "/floor/desk/",
        _("Steward of a hall"),
        _("Check deputies in at the door of a hall."),
        work.STEWARD,
    ),
    Door(
        "auditor",
        Role.AUDITOR,
        "/record/",
        _("Auditor"),
        _("Take the record and check it without trusting this server."),
    ),
    Door(
        "public",
        None,
        "/",
        _("Resident"),
        _("No account at all: what everybody may read."),
    ),
)


def of_profile(profile: Profile | None) -> list[Door]:
    """The doors of what a body of that profile does."""
    return [
        one
        for one in DOORS
        if profile is None or one.module is None or profile.has_module(one.module)
    ]


def door(slug: str) -> Door | None:
    """The door of that name."""
    return next((one for one in DOORS if one.slug == slug), None)


@dataclass(frozen=True)
class Entry:
    """Who goes through a door today (nobody: None), to which page, and what waits there."""

    account: Account | None
    url: str
    text: str | _StrPromise


def entry(found: Door, town: Body, day: date) -> Entry:
    """A present holder of the role for whom something waits, else any, else nobody."""
    holders = _holders(found, town, day)
    if not holders:
        return Entry(None, room_of(found), found.text)
    for each in found.work:
        if waiting := each.find(holders, town.pk, day):
            return Entry(waiting[0].account, waiting[1], each.text)
    text = _("Nothing waits just now; look around.") if found.work else found.text
    return Entry(holders[0].account, room_of(found), text)


def _holders(found: Door, town: Body, day: date) -> list[work.Holder]:
    if found.role is None:
        return []
    rows = with_role(town.pk, found.role, day).values("person")
    held = accounts(town.pk).filter(is_active=True, person__in=rows)
    return [work.Holder(each) for each in held]


def room_of(found: Door) -> str:
    """The address of the role's room; the front page where the room is not built."""
    try:
        resolve(found.room)
    except Resolver404:
        return "/"
    return found.room
