"""Writing a suggestion, finding co-signers, handing in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from townmoot.meetings.queries import opinion_to_suggest
from townmoot.people.enums import Role
from townmoot.suggestions import queries as suggestions
from townmoot.suggestions.actions import admission
from townmoot.suggestions.actions import drafting as acts
from townmoot.web.floor import drafts
from townmoot.web.floor.forms import FromOpinionForm, SuggestionForm
from townmoot.web.rooms import asking, attempt, go, press, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])


@ASK
@room(Role.DEPUTY)
def write(request: HttpRequest) -> HttpResponse:
    """Begin a suggestion."""
    form = SuggestionForm(request.POST or None)
    form.offer(proposed_unit=drafts.units(asking(request)))
    inputs = {name: value for name, value in form.inputs().items() if name != "revision"}
    done = attempt(request, form, acts.draft, **inputs)
    if done:
        said = _("Your draft is kept. Ask co-signers, or hand it in.")
        return go(request, said, "floor:suggestion", done.result["suggestion"])
    return show(request, "floor/write.html", form=form)


@ASK
@room(Role.DEPUTY)
def revise(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go on writing; whoever saves second is told, and keeps the own text."""
    ctx = asking(request)
    item = drafts.own_draft(ctx, key)
    form = SuggestionForm(request.POST or None, initial=drafts.initial(item))
    form.offer(proposed_unit=drafts.units(ctx))
    if attempt(request, form, acts.revise, suggestion=key, **form.inputs()):
        return go(request, _("Your text is kept."), "floor:suggestion", key)
    theirs = item if drafts.overtaken(form, item) else None
    if theirs:
        form.data = drafts.with_revision(request, item.revision)
    return show(request, "floor/write.html", form=form, item=item, theirs=theirs)


@ASK
@room(Role.DEPUTY, Role.RECORDER, Role.CLERK)
def from_opinion(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """Make a draft of what was said in the group, in the speaker's own account."""
    ctx = asking(request)
    said = opinion_to_suggest(ctx.actor, ctx.body, opinion)
    own = said.speaker_id == ctx.actor.person
    first = {"facts": said.text, "proposed_unit": said.unit_id}
    form = FromOpinionForm(request.POST or None, initial=first, own=own)
    form.offer(proposed_unit=drafts.units(ctx))
    done = attempt(request, form, acts.draft_from_opinion, opinion=opinion, **form.inputs())
    if done and own:
        told = _("The draft is kept. Only you can hand it in.")
        return go(request, told, "floor:suggestion", done.result["suggestion"])
    if done:
        told = _("The draft lies with %(name)s, who alone can hand it in.")
        return go(request, told % {"name": said.speaker}, *drafts.book_of(ctx, said))
    return show(request, "floor/write.html", form=form, opinion=said, own=own)


@ASK
@room(Role.DEPUTY)
def cosigners(request: HttpRequest, key: UUID) -> HttpResponse:
    """Find deputies by name, number or group, and ask them."""
    ctx = asking(request)
    item = drafts.own_draft(ctx, key)
    if request.method == "POST":
        back = reverse("floor:cosigners", args=[key])
        persons = request.POST.getlist("persons")
        said = _("They are asked; you see here who has answered.")
        return press(
            request, acts.ask_cosigners, back=back, said=said, suggestion=key, persons=persons
        )
    detail = suggestions.detail(ctx.actor, ctx.body, key, ctx.today)
    return show(
        request, "floor/cosigners.html", item=item, detail=detail, **drafts.search(ctx, request.GET)
    )


@require_POST
@room(Role.DEPUTY)
def release(request: HttpRequest, key: UUID, person: UUID) -> HttpResponse:
    """Take back the asking of a co-signer."""
    back = reverse("floor:cosigners", args=[key])
    said = _("No longer asked.")
    return press(request, acts.release, back=back, said=said, suggestion=key, person=person)


@require_POST
@room(Role.DEPUTY)
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Co-sign the wording that was read."""
    back = reverse("floor:suggestion", args=[key])
    version = request.POST.get("text_version", "")
    said = _("You have co-signed.")
    act = acts.confirm
    return press(request, act, back=back, said=said, suggestion=key, text_version=version)


@require_POST
@room(Role.DEPUTY)
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Do not co-sign."""
    back = reverse("floor:suggestion", args=[key])
    reason = request.POST.get("reason", "")
    said = _("Noted: you do not co-sign.")
    return press(request, acts.decline, back=back, said=said, suggestion=key, reason=reason)


@require_POST
@room(Role.DEPUTY)
def hand_in(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand the suggestion in, in the wording that was read."""
    back = reverse("floor:suggestion", args=[key])
    told = {"suggestion": key, "text_version": request.POST.get("text_version") or None}
    said = _("Handed in. The clerk now looks at it.")
    return press(request, admission.hand_in, back=back, said=said, **told)


@require_POST
@room(Role.DEPUTY)
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a draft away."""
    back = reverse("floor:suggestions")
    said = _("The draft is put away.")
    return press(request, acts.discard, back=back, said=said, suggestion=key)
