"""Published suggestions and the replies to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from townmoot.people.queries import units_that_answer
from townmoot.record import today_of
from townmoot.suggestions.queries.public import published, taken_back
from townmoot.web.ground import pieces
from townmoot.web.ground.words import chinese
from townmoot.web.public import page
from townmoot.web.public.forms import SearchForm
from townmoot.web.public.show import suggestions as shown
from townmoot.web.public.show.meetings import profile_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Body
    from townmoot.suggestions.models import Suggestion

PAGE = 20


@page.public
def suggestions(request: HttpRequest, town: Body) -> HttpResponse:
    """The list of published suggestions, by words of the title, unit and state."""
    day = today_of(town.pk)
    form = SearchForm(request.GET, units=units_that_answer(town.pk, day))
    pages = Paginator(form.narrowed(published(town.pk)), PAGE)
    current = pages.get_page(request.GET.get("page"))
    rows = shown.shown(cast("QuerySet[Suggestion]", current.object_list), town.pk, day)
    return page.show(request, "suggestions", form=form, page=current, rows=rows)


def _one(town: Body, key: UUID) -> shown.Shown:
    rows = published(town.pk).filter(pk=key)
    return page.found(shown.shown(rows, town.pk, today_of(town.pk)))


@page.public
def suggestion(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One suggestion, what was asked, what was answered, and how it came there.

    Of one that was taken back, only that it was public, and from when to when.
    """
    gone = taken_back(town.pk, key)
    if gone is not None:
        return render(request, "public/taken_back.html", {"gone": gone}, status=410)
    whole = shown.whole(_one(town, key), town.pk, today_of(town.pk))
    return page.show(request, "suggestion", whole=whole)


@page.public
def letter(request: HttpRequest, town: Body, key: UUID, number: int) -> HttpResponse:
    """A reply as a letter on A4, in the reviewed wording."""
    one = _one(town, key)
    letters = shown.letters(one, profile_of(town.pk, today_of(town.pk)))
    if not 1 <= number <= len(letters):
        raise Http404
    found = letters[number - 1]
    issuer = f"{town.name}{found.unit}" if chinese() else found.unit
    head = pieces.Head(
        issuer=issuer, kind="letter", number=found.reply.number, result_class=found.word
    )
    context: dict[str, Any] = {"shown": one, "letter": found, "head": head, "back_url": one.url}
    return render(request, "public/letter.html", context)
