"""The day as a strip, and the doors into it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import auth, messages
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from townmoot.record import ActError, is_rehearsal, today_of
from townmoot.web.demo import doors, halls, show, state
from townmoot.web.demo.guard import demo_only
from townmoot.web.framing import profile_of, town_of
from townmoot.web.ground.pieces import Frame
from townmoot.web.modules import speak

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Body

STOP_ASKING = 286  # htmx: show this, and ask no more


def _town(request: HttpRequest) -> Body | None:
    """The town that is played; None, and no question to the database, while it is emptied."""
    if not state.beginning():
        with suppress(DatabaseError):
            return town_of(request)
    return None


@demo_only
@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """The whole page: how far the day is, and one door per role."""
    town = _town(request)
    if town is None:
        return _starting(request)
    try:
        profile = profile_of(request)
        speak(profile)
        with timezone.override(ZoneInfo(town.timezone)):
            context = {
                "strip": show.strip(state.read(), town),
                "doors": show.doors_of(town, profile),
                "walls": halls.walls(town),
            }
            return render(request, "demo/day.html", context)
    except (DatabaseError, ActError):  # it was emptied since we asked
        return _starting(request)


def _starting(request: HttpRequest) -> HttpResponse:
    """That the demonstration starts; it asks nothing of the database."""
    request.frame = Frame(name="Townmoot", demo=True)  # type: ignore[attr-defined] # as FrameMiddleware
    context = {"strip": show.strip(state.read(), None)}
    return render(request, "demo/starting.html", context)


@demo_only
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """How far the day is; the page asks for it once a second."""
    town = _town(request)
    with timezone.override(ZoneInfo(town.timezone) if town else None):
        strip = show.strip(state.read(), town)
        status = STOP_ASKING if strip.whole else 200
        return render(request, "demo/strip.html", {"strip": strip}, status=status)


@demo_only
@require_POST
def control(request: HttpRequest) -> HttpResponse:
    """Ask the player to go on, to pause, or to begin again."""
    try:
        asked = state.Control(request.POST.get("do", ""))
    except ValueError as error:
        raise Http404 from error
    state.ask(asked)
    return redirect("demo:day")


@demo_only
@require_POST
def door(request: HttpRequest, role: str) -> HttpResponse:
    """Step into a role of the invented town, without a password."""
    found, town = doors.door(role), _town(request)
    if found is None or (town is not None and not is_rehearsal()):
        raise Http404
    if town is None:
        messages.warning(request, _("The town is not founded yet; try again in a moment."))
        return redirect("demo:day")
    auth.logout(request)
    entry = doors.entry(found, town, today_of(town.pk))
    if found.role is not None and entry.account is None:
        messages.warning(request, _("Nobody holds this role yet; try again in a moment."))
        return redirect("demo:day")
    if entry.account is not None:
        auth.login(request, entry.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(entry.url)
