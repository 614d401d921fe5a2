"""Addresses of the API.

Refusals are answered in JSON, so the sign-in redirect is off here; each operation asks for its
session itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.responses import NinjaJSONEncoder

from townmoot.record import ACTS, NotFound
from townmoot.web.api.api import build, with_search


@csrf_exempt
@login_not_required
def unknown(request: HttpRequest, rest: str) -> JsonResponse:
    """What is no address of the API is refused as the API refuses."""
    error = NotFound()
    return JsonResponse(error.as_json(), status=error.status)


def _view(api: NinjaAPI, place: str) -> Callable[..., HttpResponse]:
    patterns, _app, _namespace = api.urls
    (found,) = (each for each in patterns if str(each.pattern) == place)
    view: Any = found.callback
    return cast("Callable[..., HttpResponse]", view)


@cache
def _one(name: str) -> Callable[..., HttpResponse]:
    """The view of one act, made when it is first asked for. Raises KeyError for an unknown one."""
    return _view(build([name], namespace=f"act-{name}"), f"acts/{name}")


@cache
def _search() -> Callable[..., HttpResponse]:
    """The view of the search, made when it is first asked for."""
    return _view(with_search(build([], namespace="search")), "search")


@cache
def _description() -> bytes:
    """The description of every act and the search; made once, since that takes seconds."""
    whole = with_search(build(sorted(ACTS)))
    told = whole.get_openapi_schema(path_prefix="/api/")
    return JsonResponse(told, encoder=NinjaJSONEncoder).content


@csrf_exempt  # ninja asks for the token itself, with the session
@login_not_required
def act(request: HttpRequest, name: str) -> HttpResponse:
    """Do one act."""
    return _one(name)(request) if name in ACTS else unknown(request, name)


@csrf_exempt  # it changes nothing
@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Find what is public."""
    return _search()(request)


@login_not_required
def described(request: HttpRequest) -> HttpResponse:
    """Every act with its input and its answers (OpenAPI 3.1)."""
    return HttpResponse(_description(), content_type="application/json")


urlpatterns: list[URLPattern | URLResolver] = [
    path("acts/<str:name>", act),
    path("search", search, name="api_search"),
    path("openapi.json", described, name="openapi"),
    path("<path:rest>", unknown, name="api_unknown"),
]
