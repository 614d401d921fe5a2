"""The style page at its address, and the language switch beside it."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("townmoot.web.ground.urls")),
]
