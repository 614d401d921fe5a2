"""Tags and filters of the ground: `{% load ground %}`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from townmoot.web.ground import shapes, words
from townmoot.web.ground.pieces import Frame
from townmoot.web.modules import module_at

register = template.Library()


@register.filter
def day(value: date | None, form: str = "") -> SafeString | str:
    """`{{ d|day }}`, `{{ d|day:"short" }}` without the year, `{{ d|day:"week" }}` with weekday."""
    return words.marked(value, words.day(value, form)) if value else "—"


@register.filter
def moment(value: datetime | None, form: str = "") -> SafeString | str:
    """`{{ at|moment }}`: day and clock time in the current time zone; "short": no year."""
    return words.marked(value, words.moment(value, form)) if value else "—"


@register.filter
def when(value: date | datetime | None) -> SafeString | str:
    """A moment where the hour is known, else the day."""
    return moment(value) if isinstance(value, datetime) else day(value)


@register.filter
def days_left(value: int) -> str:
    """`{{ 5|days_left }}`: 5 days left, due today, 3 days over."""
    return words.days_left(value)


@register.filter
def number(value: Decimal | float | str | None) -> str:
    """`{{ n|number }}`: 1,240; nothing is a dash."""
    return "—" if value is None else words.number(value)


@register.filter
def named(value: object) -> SafeString:
    """`{{ person.name|named }}`: the name with its own lang where the page is in another."""
    return words.named(str(value))


@register.filter
def paragraphs(value: str) -> SafeString:
    """`{{ text|paragraphs }}`: a text of several paragraphs, with its own lang as `named`."""
    return words.paragraphs(value)


@register.filter
def cell(value: object) -> SafeString | str:
    """A table cell: dates in words, whole numbers in groups, nothing as a dash."""
    if isinstance(value, date):
        return when(value)
    if value is None or value == "":
        return "—"
    return words.number(value) if isinstance(value, int) else format_html("{}", value)


@register.filter
def at(values: Any, place: int) -> Any:
    """`{{ list|at:forloop.counter0 }}`: the value at a place of a list, or nothing."""
    return values[place] if 0 <= place < len(values) else ""


@register.simple_tag
def status(state: str, word: str = "") -> SafeString:
    """`{% status "overdue" %}`: shape and word; `{% status code word %}` for words of your own."""
    return shapes.show(str(state), word)


@register.simple_tag
def shape(name: str) -> SafeString:
    """`{% shape "triangle" %}`: a shape alone; the word must stand beside it."""
    return shapes.draw(name)


@register.simple_tag(takes_context=True)
def frame(context: Context) -> Frame:
    """`{% frame as frame %}`: what the request brings as its frame, else `body_name`."""
    given = getattr(context.get("request"), "frame", None)
    if isinstance(given, Frame):
        return given
    return Frame(
        name=context.get("body_name") or _("Town assembly"),
        demo=bool(getattr(settings, "DEMO", False)),
    )


@register.inclusion_tag("ground/pieces/nav_item.html", takes_context=True)
def nav_item(
    context: Context, url: str, label: str, count: int | None = None, *, exact: bool = False
) -> dict[str, Any]:
    """`{% nav_item "clerk:board" _("Suggestions") count=12 %}`: a place in the navigation.

    Pages beneath it keep it marked as current, unless `exact=True` (a room's own front page).
    """
    target = url if url.startswith("/") else reverse(url)
    module = module_at(target)
    if module is not None and not frame(context).has[module]:
        return {}
    path = getattr(context.get("request"), "path", "")
    current = path == target or (not exact and target != "/" and path.startswith(target))
    return {"url": target, "label": label, "count": count, "current": current}
