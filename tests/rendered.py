"""Which templates the suite rendered, in which language; told to tools/check_templates.py."""

from __future__ import annotations

import json
import os
import uuid
from pathlib import Path
from typing import Any

from django.test.signals import template_rendered
from django.utils.translation import get_language

FOLDER = "TOWNMOOT_RENDERED"
_seen: set[tuple[str, str]] = set()


def _note(template: Any, **_kwargs: Any) -> None:
    origin = str(getattr(template.origin, "name", ""))
    _seen.add((origin, (get_language() or "")[:2]))  # zh-hans, en, en@parish


def watch() -> None:
    """Note each template from now on, where somebody wants to know."""
    if os.environ.get(FOLDER):
        template_rendered.connect(_note, dispatch_uid="tests.rendered")


def write() -> None:
    """Leave what this process saw in the folder that was named."""
    folder = os.environ.get(FOLDER)
    if folder and _seen:
        Path(folder, f"{uuid.uuid4()}.json").write_text(json.dumps(sorted(_seen)))
