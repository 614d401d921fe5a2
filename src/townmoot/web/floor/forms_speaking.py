"""Forms of those who speak, and of who leads a meeting in several halls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.meetings.enums import ScreenShows, Side
from townmoot.web.floor.forms import FloorForm, choice, words

if TYPE_CHECKING:
    from townmoot.rules import Profile


class SpeakForm(FloorForm):
    """For what somebody asks to speak, and on which side where sides are taken."""

    kind = choice(_("What for"), radio=True)
    side = choice(_("For or against"), required=False)

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        """The kinds of the profile but the report of a group, which its head's signature lists."""
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in profile.speakers.kinds.value if not kind.report]
        usual = next(kind.code for kind in kinds if kind.turn)
        self.offer(kind=[(kind.code, str(kind.label)) for kind in kinds], side=Side.choices)
        self.fields["kind"].initial = usual
        if not any(kind.sides for kind in kinds):
            del self.fields["side"]


class ListForm(SpeakForm):
    """Whom to put on the list."""

    person = choice(_("Who asks to speak"))
    field_order = ("person", "kind", "side")


class MessageForm(FloorForm):
    """What is told to a hall, or to all halls."""

    venue = choice(pgettext_lazy("message", "To"), required=False)
    text = words(_("Message"), 200)


class TellForm(FloorForm):
    """What a hall tells the chair."""

    text = words(_("Message to the chair"), 200)


class ScreenForm(FloorForm):
    """What a hall's screen shows, or all screens; a text is shown as a message."""

    venue = choice(_("Hall"), required=False)
    shows = forms.ChoiceField(choices=ScreenShows.choices)
    text = words(_("Or a message on the screen"), 200, required=False)

    def inputs(self) -> dict[str, Any]:
        """A text is a message, whatever else was chosen."""
        given = super().inputs()
        return given | {"shows": ScreenShows.MESSAGE} if given.get("text") else given


class ExcludeForm(FloorForm):
    """Why the public leaves."""

    reason = words(_("Reason, which is kept inside"), 200)


class NoteForm(FloorForm):
    """What the clerk notes for the minutes."""

    text = words(_("What happens now"), 500)


class ReportForm(FloorForm):
    """What a group reports to the plenary, under which item, and who does it."""

    item = choice(_("Agenda item"))
    reporter = choice(_("Who reports"))
    text = words(_("Summary"), 20_000, rows=6)
