"""Tags and filters of the public's pages: `{% load public %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from townmoot.web.framing import town_of
from townmoot.web.ground.words import language_of
from townmoot.web.public.show.recorded import Ways, ways_of

register = template.Library()


@register.simple_tag(takes_context=True)
def ways(context: Context) -> Ways:
    """`{% ways as ways %}`: whether there are papers, and organizations of a public record."""
    request: Any = context.get("request")
    town = town_of(request) if request is not None else None
    return ways_of(town.pk) if town is not None else Ways()


@register.filter
def said(text: object, tongue: str) -> SafeString:
    """`{{ paper.name|said:tongue }}`: the words of a source, with the language they are in."""
    words = str(text)
    tag = tongue or language_of(words)
    if not tag or (get_language() or "").lower().split("-")[0] == tag.lower().split("-")[0]:
        return format_html("{}", words)
    return format_html('<span lang="{}">{}</span>', tag, words)


@register.filter
def filetype(mime_type: str) -> str:
    """`{{ "application/pdf"|filetype }}`: PDF, JPEG; the end of the type, in capitals."""
    return mime_type.rsplit("/", 1)[-1].rsplit(".", 1)[-1].removeprefix("x-").upper()
