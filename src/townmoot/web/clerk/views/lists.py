"""Taking lists over: hand in, look at every row, say yes, and undo with one press."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from townmoot.people.importing import TableError, template, template_name
from townmoot.people.importing.tables import MAX_FILE
from townmoot.record import ActError
from townmoot.web.clerk import lists, lists_taken
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.ground.pieces import Crumb
from townmoot.web.ground.words import chinese
from townmoot.web.rooms import account_of, asking, do, found, go, posted, press, refused, show

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST = 50


class FileForm(forms.Form):
    """A list as the clerk keeps it."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("Excel or CSV, at most 20 MB. Nothing is written yet."),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    sheet = forms.CharField(
        label=gettext_lazy("The sheet"),
        help_text=gettext_lazy("Leave it empty: the sheet with the list is found by itself."),
        required=False,
        max_length=100,
    )


def _kind(request: HttpRequest, name: str) -> lists.ListKind:
    kinds = lists.kinds_of(asking(request))
    if name not in kinds:
        raise Http404
    return kinds[name]


def _crumbs(last: str) -> list[Crumb]:
    return [Crumb(label=_("Lists"), url=reverse("clerk:imports")), Crumb(label=last)]


@clerk_only
def imports(request: HttpRequest) -> HttpResponse:
    """What can be taken over, and what was."""
    rows = lists.taken_over(asking(request).body)[:MOST]
    return show(request, "clerk/imports.html", kinds=lists.kinds_of(asking(request)), rows=rows)


@clerk_only
def receive(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand in a list; then every row is shown with what it would do."""
    wanted = _kind(request, kind)
    form = FileForm(posted(request), request.FILES if request.method == "POST" else None)
    context: dict[str, Any] = {
        "kind": kind,
        "wanted": wanted,
        "crumbs": _crumbs(str(wanted.title)),
    }
    if request.method == "POST" and form.is_valid():
        try:
            got = _read(request, wanted, **form.cleaned_data)
        except TableError as error:
            form.add_error("sheet" if error.code == "no_such_sheet" else "file", str(error))
        else:
            return _preview(request, kind, got, context)
    return show(request, "clerk/import.html", form=form, **context)


def _read(request: HttpRequest, wanted: lists.ListKind, file: Any, sheet: str) -> Any:
    account = account_of(request)
    # One byte beyond what is read is enough to say that a file is too big.
    data = file.read(MAX_FILE + 1)
    return wanted.receive(account.body, account.pk, data, file.name, sheet=sheet)


def _preview(request: HttpRequest, kind: str, got: Any, context: dict[str, Any]) -> HttpResponse:
    wrong, rows = lists.errors(got.problems), lists.rows_of(kind, got)
    return show(
        request,
        "clerk/import_preview.html",
        form=FileForm(initial={"sheet": request.POST.get("sheet", "")}),
        status=422 if wrong else 200,
        got=got,
        rows=rows,
        more=len(got.preview.rows) - len(rows),
        errors=wrong,
        told=wrong[: lists.TOLD],
        warnings=lists.warnings(got.problems),
        absent=getattr(got.plan, "absent", []),
        unknown_leaders=getattr(got.plan, "unknown_leaders", []),
        **context,
    )


@require_POST
@clerk_only
def take(request: HttpRequest, kind: str) -> HttpResponse:
    """Take over the list that was looked at: every row, or none."""
    wanted = _kind(request, kind)
    inputs: dict[str, Any] = {name: request.POST.get(name, "") for name in ("upload", "sha256")}
    if wanted.option:
        inputs[wanted.option[0]] = wanted.option[0] in request.POST
    try:
        done = do(request, wanted.take, **inputs)
    except ActError as error:
        return refused(request, error, reverse("clerk:import", args=[kind]))
    said, made = _("The list was taken over."), done.result["import"]
    return go(request, said, "clerk:import_result", kind, made)


@clerk_only
def result(request: HttpRequest, kind: str, source: UUID) -> HttpResponse:
    """What a list did, row by row, and whether it can be undone."""
    ctx, wanted = asking(request), _kind(request, kind)
    row = found(one for one in wanted.listed(ctx.body) if one.pk == source)
    lines = lists_taken.lines(ctx, kind, row)
    return show(
        request,
        "clerk/import_result.html",
        source=row,
        kind=kind,
        title=wanted.title,
        counts=lists_taken.counts(lines),
        rows=lines,
        relied=[] if row.undone_at else list(wanted.relied(row)),
        crumbs=_crumbs(row.file_name),
    )


@require_POST
@clerk_only
def undo(request: HttpRequest, kind: str, source: UUID) -> HttpResponse:
    """Take an import back."""
    return press(
        request,
        _kind(request, kind).undo,
        back=reverse("clerk:import_result", args=[kind, source]),
        said=_("The list was undone. What it changed is as before."),
        source=source,
    )


@clerk_only
def template_file(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty list to fill in."""
    wanted = _kind(request, kind).kind
    answer = HttpResponse(template(wanted, english=not chinese()), content_type=XLSX)
    name = quote(template_name(wanted))
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
