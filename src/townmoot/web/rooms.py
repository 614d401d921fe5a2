"""What the rooms of every audience share: who may enter, doing an act from a form, saying why not.

A view of a room:

    @room(Role.CLERK)
    def add_person(request: Asked) -> HttpResponse:
        form = PersonForm(posted(request))
        done = attempt(request, form, add_person_act, **form.inputs())
        if done:
            return go(request, _("Added."), "clerk:person", done.result["person"])
        return show(request, "clerk/form.html", form=form, title=_("Add a person"))

What a script posts is answered without a page (`web.offline.quiet`); views need not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from townmoot.people.models import Account
from townmoot.record import Absent, ActError, Ctx, Denied, Invalid, NotFound, refusal
from townmoot.record.engine import Receipt, perform
from townmoot.record.models import new_id
from townmoot.record.queries import looking
from townmoot.web.framing import town_of
from townmoot.web.ground import pieces
from townmoot.web.offline import quiet

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.http.response import HttpResponseBase
    from django.utils.functional import _StrPromise

    from townmoot.record import Act

P = ParamSpec("P")
T = TypeVar("T")
View = Callable[Concatenate[HttpRequest, P], "HttpResponseBase"]
ACT_ID = "act_id"


def new_act_id() -> str:
    """An act id for a form's hidden field, made anew each time a form is shown."""
    return str(new_id())


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in. Raises PermissionDenied where nobody is."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


def asking(request: HttpRequest) -> Ctx:
    """Who asks, for which town, on which legal day; made once a request."""
    kept: Ctx | None = getattr(request, "_asking", None)
    if kept is None:
        account = account_of(request)
        kept = looking(account.body, account.pk)
        request._asking = kept  # type: ignore[attr-defined] # noqa: SLF001 -- kept with its request
    return kept


def room(*roles: str) -> Callable[[View[P]], View[P]]:
    """A view for those who hold one of the roles, on the town's own clocks.

    Others are told that the page belongs to another role; what is not theirs to see is not there.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            ctx = asking(request)
            town = town_of(request)
            if not (ctx.actor.roles & set(map(str, roles))) or town is None:
                raise PermissionDenied
            with timezone.override(ZoneInfo(town.timezone)):
                try:
                    return view(request, *args, **kwargs)
                except NotFound as error:
                    raise Http404 from error
                except Denied as error:
                    raise PermissionDenied from error

        enter.roles = frozenset(map(str, roles))  # type: ignore[attr-defined] # read by the list of addresses
        return enter

    return guard


def _act_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get(ACT_ID, ""))
    except ValueError:
        return None


def do(request: HttpRequest, act: Act[Any, Any], /, **inputs: Any) -> Receipt:
    """Do an act for whoever is signed in, under the act id of the form. Raises ActError."""
    account = account_of(request)
    return perform(
        act.name, body=account.body, account=account.pk, act_id=_act_id(request), inputs=inputs
    )


def claimed_at(request: HttpRequest) -> str | None:
    """When the sender's device says it was done: a claim, which orders nothing."""
    return request.POST.get("claimed_at") or None


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(
    request: HttpRequest, form: forms.Form, act: Act[Any, Any], /, **inputs: Any
) -> Receipt | None:
    """Do what a posted form asks for. None where it was not posted, or not done: the form says why.

    What was typed stays in the form.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return do(request, act, **inputs)
    except ActError as error:
        tell(form, error)
        return None


def tell(form: forms.Form, error: ActError) -> None:
    """Put the reason for a refusal beside its field, or on top of the form."""
    problems: Iterable[Mapping[str, str]] = [{"field": error.field, "reason": str(error.reason)}]
    if isinstance(error, Invalid):
        problems = error.problems
    for problem in problems:
        field = problem["field"].partition(".")[0]
        form.add_error(field if field in form.fields else None, problem["reason"])
    form.refused_with = error.status  # type: ignore[attr-defined] # read by show


def show(
    request: HttpRequest,
    template: str,
    /,
    *,
    form: forms.Form | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page; with a form that was refused, with the status of the refusal (422, 403 or 409)."""
    if form is not None:
        context |= {"form": form, ACT_ID: new_act_id()}
        if form.is_bound and form.errors and request.method == "POST":
            status = getattr(form, "refused_with", 422)
            if quiet.is_quiet(request):
                return quiet.not_done(status, quiet.of_form(form))
    return render(request, template, context, status=status)


def go(request: HttpRequest, said: str | _StrPromise, to: str, *args: Any) -> HttpResponse:
    """On to the next page after something was done, saying so there."""
    messages.success(request, str(said))
    return redirect(to, *args)


def press(
    request: HttpRequest,
    act: Act[Any, Any],
    /,
    *,
    back: str,
    said: str | _StrPromise,
    **inputs: Any,
) -> HttpResponse:
    """Do what a single button asks for, and go back; where it is refused, a page says why."""
    try:
        do(request, act, **inputs)
    except ActError as error:
        return refused(request, error, back)
    messages.success(request, str(said))
    return redirect(back)


def refused(request: HttpRequest, error: ActError, back: str) -> HttpResponse:
    """A page that says why something was not done, with the way back."""
    reasons = [str(error.reason)]
    if isinstance(error, Invalid):
        reasons = [problem["reason"] for problem in error.problems]
    if quiet.is_quiet(request):
        return quiet.not_done(error.status, reasons)
    context = {"reasons": reasons, "back": back}
    return render(request, "rooms/refused.html", context, status=error.status)


def offer(
    request: HttpRequest,
    label: str | _StrPromise,
    url: str,
    act: Act[Any, Any],
    /,
    *,
    method: str = "post",
    kind: str = "quiet",
    fields: Mapping[str, str] | None = None,
    outbox: str | _StrPromise = "",
    **inputs: Any,
) -> pieces.Act:
    """A button for whoever is signed in: `offer_to`."""
    made: dict[str, Any] = {"method": method, "kind": kind, "fields": fields, "outbox": outbox}
    return offer_to(asking(request), label, url, act, **made, **inputs)


def offer_to(
    ctx: Ctx,
    label: str | _StrPromise,
    url: str,
    act: Act[Any, Any],
    /,
    *,
    method: str = "post",
    kind: str = "quiet",
    fields: Mapping[str, str] | None = None,
    outbox: str | _StrPromise = "",
    **inputs: Any,
) -> pieces.Act:
    """A button for the act bar: live where the act may be done now, else with the reason why not.

    Inputs that are typed later (a reason, a day) are given as they would do; those with a
    default may be left out.
    """
    fields_of = act.schema.model_fields.items()
    usual = {name: field.default for name, field in fields_of if not field.is_required()}
    error = refusal(act, ctx, **(usual | inputs))
    made: dict[str, Any] = {"label": label, "kind": kind, "method": method}
    if error is not None:
        absent = isinstance(error, Absent)
        return pieces.Act(**made, reason=str(error.reason), absent=absent)
    return pieces.Act(**made, url=url, act_id=new_act_id(), fields=fields or {}, outbox=outbox)


def found(rows: Iterable[T], /) -> T:
    """The only row of what the person may see, else the page is not there."""
    for row in rows:
        return row
    raise Http404


def next_page(request: HttpRequest, default: str) -> str:
    """Where the reader came from, as far as it is in this house; else `default`."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return default


class ActForm(forms.Form):
    """A form whose cleaned fields are the inputs of an act.

    `revision` among the fields is hidden: the second of two editors is told.
    """

    required_css_class = "required"
    refused_with = 422

    def inputs(self) -> dict[str, Any]:
        """The inputs of the act: what was filled in; empty choices are left out."""
        if not self.is_bound or not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


def revision_field(revision: int | None = None) -> forms.IntegerField:
    """The hidden field by which the second of two editors is told."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False, initial=revision)
