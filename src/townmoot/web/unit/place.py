"""Who enters the unit's room, and what every page of it shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.people.enums import Role
from townmoot.web.ground import pieces
from townmoot.web.rooms import asking, room, show

BASE = "unit/base.html"
HANDS = (Role.UNIT_OFFICER, Role.UNIT_CHECKER, Role.UNIT_HEAD)

in_unit = room(*HANDS)
in_office = room(Role.TOWN_OFFICER)
in_either = room(*HANDS, Role.TOWN_OFFICER)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of the room's pages, with the doors its reader has."""
    actor = asking(request).actor
    return {
        "base": BASE,
        "has_unit": bool(actor.units(*HANDS)),
        "has_office": actor.holds(Role.TOWN_OFFICER),
    }


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of this room."""
    return show(request, template, **frame(request), **context)


def home_crumb() -> pieces.Crumb:
    """The way back to the inbox."""
    return pieces.Crumb(label=_("Inbox"), url=reverse("unit:inbox"))


def office_crumb() -> pieces.Crumb:
    """The way back to the office's desk."""
    return pieces.Crumb(label=_("Government office"), url=reverse("unit:office"))
