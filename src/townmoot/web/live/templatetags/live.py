"""Tags of live pages: `{% load live %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from townmoot.live import Audience
from townmoot.web.live import kept, rendering

if TYPE_CHECKING:
    from townmoot.web.live.watching import Watch

register = template.Library()


@register.simple_tag(takes_context=True)
def watching(
    context: Context, watch: Watch | Literal[""] | None, *, forms: bool = False
) -> SafeString | str:
    """`<main {% watching watch %}>`: where the page's script gets its token and its pieces.

    `forms=True`: what is pressed is sent without leaving the page.
    """
    if not watch or not watch.live:
        return ""
    inside = watch.channel.audience != Audience.PUBLIC and not watch.door
    beat = reverse("floor:beat", args=[watch.channel.hall]) if inside and watch.channel.hall else ""
    return format_html(
        ' data-live-token-url="{}" data-live-pieces-url="{}" data-live-after="{}"'
        ' data-live-person="{}" data-live-beat-url="{}" data-live-secret="{}"{}',
        watch.url("token"),
        watch.url("pieces"),
        watch.after,
        watch.person or "",
        beat,
        context.get("csrf_token", "") if inside else "",
        " data-live-forms" if forms else "",
    )


@register.simple_tag(takes_context=True)
def piece(context: Context, watch: Watch, name: str) -> SafeString:
    """`{% piece watch "agenda" %}`: a piece of a live page; nothing where it is not for them."""
    made = kept.html(watch, name, csrf=context.get("csrf_token"))
    return SafeString(made or "")


@register.simple_tag(takes_context=True)
def line(context: Context, watch: Watch, name: str, key: Any, row: Any) -> SafeString:
    """`{% line watch "person" row.person_id row %}`: a line of a list that has its rows already."""
    csrf = context.get("csrf_token")
    made = rendering.html(watch.channel, watch.meeting, f"{name}-{key}", csrf=csrf, row=row)
    return SafeString(made or "")
