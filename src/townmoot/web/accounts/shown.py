"""Pages about one's own access tell times on the clocks of one's town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import timezone

from townmoot.web.framing import town_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def show(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page for whoever is signed in."""
    town = town_of(request)
    with timezone.override(ZoneInfo(town.timezone) if town else None):
        return render(request, template, context)
