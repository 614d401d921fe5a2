"""The closed lists of commitments. Terms: docs/glossary.md."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A promise is made to somebody, in a reply; a task is set to a unit, by a meeting."""

    PROMISE = "promise", _("promise")
    TASK = "task", _("task")


class State(TextChoices):
    """Where a promise or a task stands; computed from its rows, never stored."""

    OPEN = "open", _("promised")
    CLAIMED = "claimed", _("evidence given, to be verified")
    EXPLAINED = "explained", _("not kept, explained, to be verified")
    KEPT = "kept", _("kept")
    NOT_KEPT = "not_kept", _("not kept")


class Outcome(TextChoices):
    """What the assembly's clerk found."""

    KEPT = "kept", _("kept")
    NOT_KEPT = "not_kept", _("not kept")


class Claim(TextChoices):
    """What a unit, a deputy or the clerk says about a promise on the way."""

    PROGRESS = "progress", _("progress")
    EVIDENCE = "evidence", _("evidence")
    EXPLANATION = "explanation", _("explanation")
    SEEN = "seen", _("seen by a deputy")
    NOT_ENOUGH = "not_enough", _("evidence not enough")


# What differs where a task stands instead of a promise.
TASK_WORDS = {
    State.OPEN: _("to be done"),
    State.EXPLAINED: _("not done, explained, to be verified"),
    State.KEPT: _("task done"),
    State.NOT_KEPT: _("task not done"),
}


def word_of(kind: str, state: State) -> str:
    """Where a promise or a task stands, in words."""
    return str(TASK_WORDS.get(state, state.label) if kind == Kind.TASK else state.label)
