"""What the public's pages share: the town they are about, its clocks, and nothing unpublished."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from townmoot.people.models import Body
from townmoot.record import NotFound
from townmoot.web.framing import town_of

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

P = ParamSpec("P")
T = TypeVar("T")
View = Callable[Concatenate[HttpRequest, Body, P], "HttpResponseBase"]
Entered = Callable[Concatenate[HttpRequest, P], "HttpResponseBase"]


def public(view: View[P]) -> Entered[P]:
    """A view(request, town, …) for anybody, on the town's own clocks; without a town, that said."""

    @login_not_required
    @wraps(view)
    def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        town = town_of(request)
        if town is None:
            return no_town(request)
        with timezone.override(ZoneInfo(town.timezone)):
            try:
                return view(request, town, *args, **kwargs)
            except NotFound as error:
                raise Http404 from error

    return enter


def no_town(request: HttpRequest) -> HttpResponse:
    """Nothing is here yet, or more towns than one without a word which is meant."""
    status = 200 if request.path == reverse("public:front") else 404
    return render(request, "public/no_town.html", {"demo": settings.DEMO}, status=status)


def show(request: HttpRequest, template: str, /, **context: Any) -> HttpResponse:
    """A page of the public."""
    return render(request, f"public/{template}.html", context)


def found(rows: Iterable[T], /) -> T:
    """The only row of what the public may see, else the page is not there."""
    for row in rows:
        return row
    raise Http404
