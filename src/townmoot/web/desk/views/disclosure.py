"""The disclosure review: choose what to cover, see it as the public would, decide; then publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.record import refusal
from townmoot.suggestions.actions import publishing
from townmoot.suggestions.actions.inputs import Span
from townmoot.suggestions.enums import Disclosed
from townmoot.suggestions.policies.endings import last_review
from townmoot.suggestions.queries.redaction import BLOCK, documents_of, redact
from townmoot.web.desk.place import board_crumb, clerk_only, page
from townmoot.web.desk.spans import spans_of, unfound
from townmoot.web.ground import pieces
from townmoot.web.handling.forms import StepForm, area
from townmoot.web.rooms import asking, attempt, go, new_act_id, press

if TYPE_CHECKING:
    from townmoot.suggestions.models import Suggestion
    from townmoot.web.handling.about import About


class ReviewForm(StepForm):
    """What is covered, and whether it may be published at all."""

    result = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Disclosed.choices, widget=forms.RadioSelect
    )
    cover = area(
        gettext_lazy("Words to cover, one to a line"),
        help_text=gettext_lazy("Each is covered wherever it stands: names, numbers, addresses."),
        required=False,
    )
    reason = area(gettext_lazy("Reason, where it is not published"), 2, required=False)

    def prepare(self, about: About) -> None:
        """Public, as a rule."""
        self.fields["result"].initial = Disclosed.PUBLIC.value
        self.texts = documents_of(about.item) if about.item is not None else {}

    def clean_cover(self) -> str:
        """Words that stand nowhere are mistyped."""
        cover: str = self.cleaned_data["cover"]
        missing = unfound(self.texts, cover)
        if missing:
            words = _(", ").join(missing)
            raise forms.ValidationError(_("Not in the texts: %(words)s.") % {"words": words})
        return cover

    def inputs(self) -> dict[str, Any]:
        """The decision with the stretches to cover."""
        given = super().inputs()
        if not given:
            return {}
        spans = spans_of(self.texts, given.pop("cover"))
        return {**given, "spans": [span.model_dump() for span in spans]}

    def spans(self) -> list[Span]:
        """The stretches that the words cover; none while they are wrong."""
        cover = self.data.get("cover", "") if self.is_bound else ""
        return spans_of(self.texts, cover)


def _is_due(item: Suggestion) -> bool:
    """Whether a review is what comes next."""
    return item.closed_on is not None and item.published_on is None


def acts(request: HttpRequest, about: About, url: str) -> list[pieces.Act]:
    """Review, and publish once a review allows it."""
    ctx, key = asking(request), about.key
    why_not = refusal(
        publishing.review, ctx, suggestion=key, result=Disclosed.INTERNAL, spans=[], reason="…"
    )
    look = pieces.Act(
        label=_("Review again, or take back")
        if about.item and about.item.published_on
        else _("Review for publication"),
        url=f"{url}review/",
        method="get",
        kind="primary" if about.item and _is_due(about.item) else "quiet",
        reason=str(why_not.reason) if why_not else "",
    )
    not_yet = refusal(publishing.publish, ctx, suggestion=key)
    send = pieces.Act(
        label=_("Publish"),
        url=f"{url}publish/",
        method="get",
        kind="binding",
        reason=str(not_yet.reason) if not_yet else "",
    )
    return [look, send]


def _titled(item: Suggestion, name: str) -> str:
    titles = {
        "title": _("Title"),
        "facts": _("How things are"),
        "proposal": _("What is proposed"),
    }
    numbers = {str(reply.pk): reply.number for reply in item.replies.all()}
    return titles.get(name) or numbers.get(name) or _("Reply")


def shown(item: Suggestion, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Texts with their titles, in order."""
    return [(_titled(item, name), text) for name, text in texts.items()]


def _about(request: HttpRequest, key: UUID) -> About:
    from townmoot.web.desk.views.one import about_item  # noqa: PLC0415 -- it shows our buttons

    return about_item(request, key)


def _crumbs(about: About, back: str) -> list[pieces.Crumb]:
    return [board_crumb(), pieces.Crumb(label=about.title, url=back)]


def _decided(item: Suggestion, form: ReviewForm) -> str:
    if form.cleaned_data["result"] == Disclosed.PUBLIC:
        return _("Decided. Somebody else publishes it.")
    return _("Taken back.") if item.published_on else _("Decided.")


@clerk_only
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Choose words, look, then decide: the button for looking decides nothing."""
    about = _about(request, key)
    if about.item is None:
        raise LookupError(key)
    back = reverse("desk:one", args=[key])
    form = ReviewForm(request.POST or None, about=about)
    looking = "look" in request.POST
    if not looking and attempt(request, form, publishing.review, suggestion=key, **form.inputs()):
        return go(request, _decided(about.item, form), back)
    spans = form.spans()
    seen = {
        name: redact(text, [span for span in spans if span.document == name])
        for name, text in form.texts.items()
    }
    context = {"form": form, "back": back, "block": BLOCK, "covered": len(spans)}
    crumbs = [*_crumbs(about, back), pieces.Crumb(label=_("Review"))]
    texts = shown(about.item, seen)
    return page(request, "desk/review.html", texts=texts, item=about.item, crumbs=crumbs, **context)


@clerk_only
def publish(request: HttpRequest, key: UUID) -> HttpResponse:
    """See once more what the public will read, then publish."""
    about = _about(request, key)
    back = reverse("desk:one", args=[key])
    if request.method == "POST":
        said = _("Published.")
        return press(request, publishing.publish, back=back, said=said, suggestion=key)
    if about.item is None:
        raise LookupError(key)
    last = last_review(about.item)
    texts = {row.document: row.text for row in last.redactions.all()} if last else {}
    order = {name: texts[name] for name in documents_of(about.item) if name in texts}
    why_not = refusal(publishing.publish, asking(request), suggestion=key)
    crumbs = [*_crumbs(about, back), pieces.Crumb(label=_("Publish"))]
    return page(
        request,
        "desk/publish.html",
        item=about.item,
        texts=shown(about.item, order),
        refused=str(why_not.reason) if why_not else "",
        act_id=new_act_id(),
        back=back,
        crumbs=crumbs,
    )
