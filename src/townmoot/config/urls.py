"""Every address of the house."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from townmoot.web.api.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("townmoot.web.api.urls")),
    path("floor/", include("townmoot.web.offline.urls")),
    path("floor/", include("townmoot.web.floor.urls")),
    path("votes/", include("townmoot.web.votes.urls")),
    path("watch/", include("townmoot.web.live.urls")),
    path("healthz", health),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("", include("townmoot.web.ground.urls")),
    path("", include("townmoot.web.accounts.urls")),
    path("scrutiny/", include("townmoot.web.scrutiny.urls")),
    path("unit/", include("townmoot.web.unit.urls")),
    path("clerk/", include("townmoot.web.desk.urls")),
    path("clerk/", include("townmoot.web.clerk.urls")),
    path("", include("townmoot.web.demo.urls")),
    path("", include("townmoot.web.public.urls")),
]
