"""The style page: every piece at once, for those who build pages, and two sample documents."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from townmoot.web.ground import sample

DOCUMENTS = ("letter", "notice")
ROOMS = ("floor", "venue", "front")


@login_not_required
def style(request: HttpRequest) -> HttpResponse:
    """Show all pieces with invented data."""
    return render(request, "ground/style.html", sample.everything())


@login_not_required
def document(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a sample document on A4, or a sample page of a room."""
    if kind not in (*DOCUMENTS, *ROOMS):
        raise Http404(kind)
    context = sample.everything()
    if kind in DOCUMENTS:
        context |= {"head": sample.head(kind), "foot": sample.foot()}
    return render(request, f"ground/style_{kind}.html", context)
