"""The service worker, the manifests, and the page of what waits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from townmoot.people.enums import Role
from townmoot.web.framing import town_of
from townmoot.web.offline import shell
from townmoot.web.rooms import room

if TYPE_CHECKING:
    from django.http import HttpRequest

STARTS = {"floor": "floor:day", "venue": "floor:desks"}
PAPER = "#fbfaf7"


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of everything below /floor/; another text as soon as one file is other."""
    told = {"FILES": shell.files(), "WAITING": reverse("offline:waiting")}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    answer = HttpResponse(head + shell.source(shell.OWN), content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
def manifest(request: HttpRequest, app: str) -> JsonResponse:
    """What a phone needs to install the floor, or the desk of a hall, under the town's own name."""
    if app not in STARTS:
        raise Http404
    told = {**_names(request, app), **_looks(), "start_url": reverse(STARTS[app])}
    told |= {"id": f"/floor/#{app}", "scope": reverse("floor:day"), "display": "standalone"}
    return JsonResponse(told, content_type="application/manifest+json")


def _names(request: HttpRequest, app: str) -> dict[str, str]:
    body, language = town_of(request), get_language() or "en"
    name = "Townmoot"
    if body is not None:
        name = (body.name_en if language.startswith("en") else "") or body.name
    words = {"floor": _("My day"), "venue": _("Hall")}
    tag = "zh-Hans" if language.startswith("zh") else "en"
    return {"name": f"{name} · {words[app]}", "short_name": words[app], "lang": tag}


def _looks() -> dict[str, Any]:
    sizes = ("192", "512")
    icons = [
        {
            "src": static(f"townmoot/icons/mark-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in sizes
    ]
    mark = {"src": static("townmoot/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    return {"icons": [*icons, mark], "background_color": PAPER, "theme_color": PAPER}


@require_safe
@room(Role.RESIDENT)
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits on this device; the page's script fills it in."""
    return render(request, "offline/waiting.html")
