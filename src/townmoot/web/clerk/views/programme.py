"""What is done under an item of a ceremony, and the items that a kind of meeting usually has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.meetings import queries
from townmoot.meetings.actions import agenda, participants
from townmoot.meetings.actions import ceremony as actions
from townmoot.meetings.models import AgendaItem, Meeting
from townmoot.record import Act as RecordAct
from townmoot.rules import Profile
from townmoot.rules.terms import ItemFacts
from townmoot.web.clerk import forms_programme as forms
from townmoot.web.clerk.fields import ClerkForm
from townmoot.web.clerk.meeting_page import (
    around,
    everybody,
    item_word,
    meeting_of,
    organizations,
    page,
    profile_of,
    template_of,
)
from townmoot.web.clerk.sheets import Sheet, fill_in, initial
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.ground.pieces import Act
from townmoot.web.programme import told
from townmoot.web.rooms import asking, attempt, found, go, offer, posted, press, show


@dataclass(frozen=True)
class Kind:
    """How an item that has one of something is filled in: its form, its act, its row."""

    form: type[ClerkForm]
    act: RecordAct[Any, Any]
    row: Callable[[AgendaItem], Any]
    persons: tuple[str, ...] = ()


ONE_EACH: dict[ItemFacts, Kind] = {
    ItemFacts.FILM: Kind(forms.FilmForm, actions.set_film, lambda item: item.film),
    ItemFacts.AWARD: Kind(forms.AwardForm, actions.set_award, lambda item: item.award),
    ItemFacts.OATH: Kind(forms.OathForm, actions.set_oath, lambda item: item.oath, ("leader",)),
    ItemFacts.ANTHEM: Kind(forms.AnthemForm, actions.set_anthem, lambda item: item.anthem),
    ItemFacts.VISIT: Kind(forms.VisitForm, actions.set_visit, lambda item: item.visit, ("leader",)),
}


# What these pages are about; other facts have pages of their own.
CEREMONY = {ItemFacts.SHARING, *ONE_EACH}


def facts_of(row: AgendaItem) -> ItemFacts:
    """What is noted under the item, by its kind; nothing where another page is about it."""
    profile = profile_of(row.meeting)
    if profile is None or row.kind not in with_facts(profile):
        return ItemFacts.NONE
    return profile.agenda_kinds.find(row.kind).facts


def with_facts(profile: Profile | None) -> set[str]:
    """The kinds of item that these pages are about."""
    kinds = profile.agenda_kinds.value if profile else ()
    return {kind.code for kind in kinds if kind.facts in CEREMONY}


def usual_act(row: Meeting) -> list[Act]:
    """The way to the usual items, while the agenda is empty."""
    if queries.items_of(row).exists():
        return []
    return [Act(label=_("The usual items"), url=page("agenda_usual", row.pk), method="get")]


def _item(request: HttpRequest, item: UUID) -> tuple[AgendaItem, ItemFacts]:
    """The item with what is noted under it; the page is not there for an item without."""
    ctx = asking(request)
    seen = queries.items_for(ctx.actor, ctx.body).filter(pk=item).select_related("meeting")
    row = found(queries.with_programme(seen))
    facts = facts_of(row)
    return row, found([facts] if facts in CEREMONY else [])


@clerk_only
def programme(request: HttpRequest, item: UUID) -> HttpResponse:
    """What is noted under an item, and what can be noted."""
    row, facts = _item(request, item)
    return show(
        request,
        "clerk/programme.html",
        item=row,
        item_kind=item_word(profile_of(row.meeting), row.kind),
        programme=told.of(row, everybody=True),
        facts=facts,
        acts=_acts(request, row, facts),
        next=page("programme", item),
        **around(meeting_of(request, row.meeting_id), "agenda"),
    )


def _acts(request: HttpRequest, row: AgendaItem, facts: ItemFacts) -> list[Act]:
    key = row.pk

    def to(label: str, name: str, kind: Any = "quiet") -> Act:
        return Act(label=label, url=page(name, key), method="get", kind=kind)

    def now(label: str, what: str, act: RecordAct[Any, Any]) -> Act:
        url = reverse("floor:item", args=[row.meeting_id, key, what])
        fields = {"next": page("programme", key)}
        return offer(request, label, url, act, kind="primary", fields=fields, item=key)

    if facts is ItemFacts.SHARING:
        return [to(_("Add a speaker"), "talk_add", "primary")]
    made = [to(_("Fill in"), "programme_edit")]
    if facts is ItemFacts.FILM:
        made.insert(0, now(_("Start the film"), "film", actions.start_film))
    if facts is ItemFacts.AWARD and hasattr(row, "award"):
        made += [
            to(_("Add somebody on stage"), "recipient_add"),
            to(_("Honoured elsewhere"), "award_deliver"),
            now(_("Handed over on stage"), "present", actions.present),
        ]
    return made


def _sheet(row: AgendaItem, title: str, said: str) -> Sheet:
    return Sheet(
        title=title,
        eyebrow=f"{row.number} {row.name}",
        submit=_("Save"),
        said=said,
        back=page("programme", row.pk),
    )


@clerk_only
def edit(request: HttpRequest, item: UUID) -> HttpResponse:
    """Fill in film, award, oath, anthem or visit; whichever the item is of."""
    row, facts = _item(request, item)
    kind = found([ONE_EACH[facts]] if facts in ONE_EACH else [])
    ctx = asking(request)
    known = kind.row(row) if hasattr(row, facts.value) else None
    start = initial(kind.form, known) if known else {}
    choices = dict.fromkeys(kind.persons, everybody(ctx)) if kind.persons else {}
    form = kind.form(posted(request), initial=start, choices=choices)
    sheet = _sheet(row, _("Fill in"), _("Saved."))
    return fill_in(request, form, kind.act, sheet, item=item)


@clerk_only
def add_talk(request: HttpRequest, item: UUID) -> HttpResponse:
    """Add a speaker to those who share."""
    row, _facts = _item(request, item)
    choices = {"speaker": everybody(asking(request))}
    sheet = _sheet(row, _("Add a speaker"), _("The speaker was added at the end."))
    form = forms.TalkForm(posted(request), choices=choices)
    return fill_in(request, form, actions.add_talk, sheet, item=item)


@clerk_only
def add_recipient(request: HttpRequest, item: UUID) -> HttpResponse:
    """List somebody who is honoured on stage."""
    row, _facts = _item(request, item)
    persons = everybody(asking(request))
    sheet = _sheet(row, _("Add somebody on stage"), _("The list was changed."))
    form = forms.RecipientForm(posted(request), choices={"person": persons, "presenter": persons})
    return fill_in(request, form, actions.add_recipient, sheet, item=item)


@clerk_only
def deliver(request: HttpRequest, item: UUID) -> HttpResponse:
    """Note how many are honoured by their branches or at home."""
    row, _facts = _item(request, item)
    choices = {"organization": organizations(asking(request))}
    sheet = _sheet(row, _("Honoured elsewhere"), _("The number was noted."))
    form = forms.DeliveryForm(posted(request), choices=choices)
    return fill_in(request, form, actions.deliver, sheet, item=item)


REMOVALS: dict[str, RecordAct[Any, Any]] = {
    "talk": actions.remove_talk,
    "recipient": actions.remove_recipient,
}


@require_POST
@clerk_only
def remove(request: HttpRequest, item: UUID, what: str, key: UUID) -> HttpResponse:
    """Take a speaker, or somebody on stage, off the list."""
    _item(request, item)
    said = _("The list was changed.")
    back = page("programme", item)
    return press(request, REMOVALS[what], back=back, said=said, **{what: key})


@clerk_only
def usual(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The items that a meeting of this kind usually has: take, reword or drop each."""
    row = meeting_of(request, meeting)
    profile, template = profile_of(row), template_of(row)
    named = [(one, item_word(profile, one.kind)) for one in (template.agenda if template else ())]
    offered = [(one.kind, word, str(one.name or word)) for one, word in named]
    form = forms.UsualForm(posted(request), usual=offered)
    if attempt(request, form, agenda.add_items, meeting=meeting, **form.inputs()):
        return go(request, _("The items were added."), "clerk:agenda", meeting)
    return show(
        request, "clerk/agenda_usual.html", form=form, back=page("agenda", meeting),
        **around(row, "agenda"),
    )  # fmt: skip


@require_POST
@clerk_only
def list_usual(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Put those on the list whom a meeting of this kind usually expects."""
    meeting_of(request, meeting)
    back, said = page("members", meeting), _("The list was changed.")
    return press(request, participants.add_usual, back=back, said=said, meeting=meeting)
