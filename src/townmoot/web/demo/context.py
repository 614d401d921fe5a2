"""The way back to the demonstration, on every page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.web.demo.guard import is_here
from townmoot.web.ground.pieces import Crumb

if TYPE_CHECKING:
    from django.http import HttpRequest


def way_back(request: HttpRequest) -> dict[str, Any]:
    """`demo_url`, and a link in the foot of every page; nothing outside of a demonstration."""
    if not (settings.DEMO and is_here(request)):
        return {}
    url = reverse("demo:day")
    return {"demo_url": url, "foot_links": [Crumb(label=_("Back to the demonstration"), url=url)]}
