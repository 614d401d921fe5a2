"""Codes for telephones."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def drawn(text: str) -> SafeString:
    """A QR code as inline SVG, without any style of its own."""
    svg = segno.make(text, error="m").svg_inline(
        svgclass="qr", lineclass=None, omitsize=True, border=2, title=_("Code for check-in")
    )
    return mark_safe(svg)  # noqa: S308 -- made by segno from our own address
