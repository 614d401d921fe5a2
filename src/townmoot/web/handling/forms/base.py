"""What all forms of steps share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from townmoot.web.handling.about import About
from townmoot.web.handling.forms.fields import area
from townmoot.web.rooms import ActForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

CONFLICT = 409


class StepForm(ActForm):
    """A form of one step; `prepare` adds the fields whose choices depend on the thing."""

    theirs: str = ""

    def __init__(self, data: Any = None, files: Any = None, *, about: About) -> None:
        super().__init__(data, files)
        self.about = about
        self.prepare(about)

    def prepare(self, about: About) -> None:
        """Add or fill fields."""

    def renew(self, about: About) -> None:
        """After a conflict: show what the other wrote, so that one's own can be sent again."""
        if self.refused_with != CONFLICT or "revision" not in self.fields or about.reply is None:
            return
        about.reply.refresh_from_db()
        self.theirs = about.reply.text
        sent: Any = self.data
        self.data = {**sent.dict(), "revision": str(about.reply.revision)}


def one_text(name: str, label: Words, *, required: bool = True) -> type[StepForm]:
    """A form of nothing but one text, which is the input `name`."""
    return type(f"{name.title()}Form", (StepForm,), {name: area(label, required=required)})
