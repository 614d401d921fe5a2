"""One form on a page, from its first showing to what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from townmoot.web.rooms import attempt, show

if TYPE_CHECKING:
    from django import forms

    from townmoot.record import Act
    from townmoot.web.clerk.fields import ClerkForm


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What stands round a form: its title, the words of its button, where Cancel leads."""

    title: str
    submit: str
    said: str
    back: str
    lead: str = ""
    eyebrow: str = ""
    kind: str = ""
    note: str = ""
    base: str = "clerk/base.html"


def fill_in(
    request: HttpRequest,
    form: ClerkForm,
    act: Act[Any, Any],
    sheet: Sheet,
    then: Callable[[dict[str, Any]], str] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show a form, or do what it asks for and go on; `then` names where, else back."""
    done = attempt(request, form, act, **{**more, **form.inputs()})
    if done is None:
        return show(request, "clerk/form.html", form=form, **vars(sheet))
    messages.success(request, sheet.said)
    return redirect(then(done.result) if then else sheet.back)


def initial(form: type[forms.Form], row: Any) -> dict[str, Any]:
    """The values of a row for the fields of a form; references by their id."""
    names: dict[str, Any] = form.base_fields
    return {name: getattr(row, f"{name}_id", getattr(row, name, None)) for name in names}
