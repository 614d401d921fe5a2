"""A step in handling: an act that a room offers, with its words, its form and what it is about.

A room lists its steps once; the act bar, the page of each step and the doing follow from that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from townmoot.record import Act, Denied, NotFound, refusal
from townmoot.suggestions.states import act_of
from townmoot.web.ground import pieces
from townmoot.web.handling.about import About
from townmoot.web.handling.forms import StepForm
from townmoot.web.rooms import asking, attempt, go, new_act_id, press, show

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from townmoot.suggestions.states import Table

Kind = Literal["primary", "quiet", "binding"]
Example = Mapping[str, Any] | Callable[[About], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Step:
    """What can be done at one place. `noun` is the act's input that names the thing.

    `example`: inputs that are typed later, to ask whether it may be done now; what is wrong with
    them is no reason yet. Without a form it is one press.
    """

    slug: str
    act: Act[Any, Any]
    noun: str
    label: _StrPromise
    said: _StrPromise
    form: type[StepForm] | None = None
    hint: _StrPromise | str = ""
    kind: Kind = "quiet"
    example: Example = field(default_factory=dict)


def step_named(steps: Iterable[Step], slug: str) -> Step:
    """The step with that word in its address. Raises Http404."""
    for step in steps:
        if step.slug == slug:
            return step
    raise Http404


def allowed_in(table: Table, state: str) -> frozenset[str]:
    """The names of the acts that a state allows."""
    return frozenset(act_of(label) for label in table[state])


def reason(request: HttpRequest, step: Step, key: UUID, about: About) -> str:
    """Why the step cannot be taken now, in words; empty where it can."""
    example = step.example(about) if callable(step.example) else step.example
    error = refusal(step.act, asking(request), **{step.noun: key, **example})
    if error is None or error.field:
        return ""
    unnamed = isinstance(error, NotFound | Denied)
    return str(step.act.permission.words if unnamed else error.reason)


def bar(
    request: HttpRequest,
    steps: Iterable[Step],
    allowed: frozenset[str],
    key: UUID,
    url: str,
    about: About,
    first: str = "",
) -> list[pieces.Act]:
    """The buttons for what the state allows: live, or with the reason why not.

    `url` is the thing's own address, beneath which each step has its page; `first` is the step
    that comes next as a rule.
    """
    return [
        _button(
            replace(step, kind="primary") if step.slug == first and step.kind == "quiet" else step,
            f"{url}{step.slug}/",
            reason(request, step, key, about),
        )
        for step in steps
        if step.act.name in allowed
    ]


def _button(step: Step, url: str, why_not: str) -> pieces.Act:
    if why_not:
        return pieces.Act(label=step.label, reason=why_not)
    if step.form is not None:
        return pieces.Act(label=step.label, url=url, method="get", kind=step.kind)
    return pieces.Act(label=step.label, url=url, kind=step.kind, act_id=new_act_id())


def take(
    request: HttpRequest,
    step: Step,
    key: UUID,
    about: About,
    *,
    back: str,
    frame: Mapping[str, Any],
    crumbs: list[pieces.Crumb],
) -> HttpResponse:
    """The page of one step: its form; when sent, the act, and back to the thing.

    `frame` is what the pages of the room have in common; `base` in it, their template.
    """
    if step.form is None:
        if request.method != "POST":
            return redirect(back)
        return press(request, step.act, back=back, said=step.said, **{step.noun: key})
    posted = request.method == "POST"
    form = step.form(request.POST if posted else None, request.FILES or None, about=about)
    done = attempt(request, form, step.act, **{step.noun: key}, **form.inputs())
    if done is not None:
        return go(request, step.said, back)
    form.renew(about)
    context: dict[str, Any] = {
        **frame,
        "crumbs": [*crumbs, pieces.Crumb(label=step.label)],
        "step": step,
        "about": about,
        "back": back,
        "refused": "" if form.is_bound else reason(request, step, key, about),
        "theirs": form.theirs,
    }
    return show(request, "handling/step.html", form=form, **context)
