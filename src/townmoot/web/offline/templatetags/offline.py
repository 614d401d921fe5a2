"""Tags of the pages that work while cut off: `{% load offline %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from townmoot.web.offline import quiet

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()


@register.simple_tag
def tag_of(request: HttpRequest) -> str:
    """`{% tag_of request as account %}`: the name under which a device keeps what is mine."""
    return quiet.tag(request)
