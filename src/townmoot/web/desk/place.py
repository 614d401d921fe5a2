"""Who comes to the clerk's desk, and what every page of it shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.people.enums import Role
from townmoot.web.ground import pieces
from townmoot.web.rooms import asking, room, show

READERS = (Role.CLERK, Role.CHAIR, Role.PRESIDIUM, Role.AUDITOR)

at_desk = room(*READERS)
clerk_only = room(Role.CLERK)


def base_of(request: HttpRequest) -> str:
    """The clerk's own frame, or for chair, presidium and auditor the desk's."""
    return "desk/clerk.html" if asking(request).actor.holds(Role.CLERK) else "desk/reader.html"


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of the desk's pages."""
    return {"base": base_of(request)}


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of the desk."""
    return show(request, template, **frame(request), **context)


def board_crumb() -> pieces.Crumb:
    """The way back to the board."""
    return pieces.Crumb(label=_("Suggestions"), url=reverse("desk:board"))


def sections(current: str) -> list[pieces.Crumb]:
    """The three parts of the desk."""
    named = (
        ("board", _("Suggestions")),
        ("promises", _("Promises")),
        ("figures", _("Figures")),
    )
    return [
        pieces.Crumb(label=label, url=reverse(f"desk:{name}"), current=name == current)
        for name, label in named
    ]
