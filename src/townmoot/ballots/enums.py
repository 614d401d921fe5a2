"""The closed lists of polls: how they are taken, how they are counted, where they stand."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PollKind(TextChoices):
    """How the votes are given (表决方式)."""

    HANDS = "hands", _("by show of hands")
    NAMED = "named", _("recorded by name")
    SECRET = "secret", _("secret, by device")
    PAPER = "paper", _("secret, on paper")
    KEYPAD = "keypad", _("with the hall’s own keypads")


class PollMethod(TextChoices):
    """What is asked, and how the answer follows from the votes."""

    MOTION = "motion", _("for, against or abstain")
    APPROVAL = "approval", _("choose so many of a list")
    PROJECTS = "projects", _("choose next year’s projects")
    ELECTION = "election", _("election")
    RANKED = "ranked", _("put candidates in order")
    ASSESSMENT = "assessment", _("vote of satisfaction")


class PollState(TextChoices):
    """Where a poll stands; computed from its steps."""

    PREPARED = "prepared", pgettext_lazy("poll", "prepared")
    OPEN = "open", pgettext_lazy("poll", "open")
    CLOSED = "closed", pgettext_lazy("poll", "closed")
    COUNTED = "counted", pgettext_lazy("poll", "counted")
    PUBLISHED = "published", pgettext_lazy("poll", "announced")
    VOID = "void", pgettext_lazy("poll", "void")
    CANCELLED = "cancelled", pgettext_lazy("poll", "broken off")


class Choice(TextChoices):
    """The answers to a question that is put as it stands, or to one candidate."""

    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "abstain")


class Duty(TextChoices):
    """What a scrutineer does."""

    SUPERVISOR = "supervisor", _("scrutineer")
    COUNTER = "counter", _("counter of votes")


class CastWay(TextChoices):
    """How a ballot recorded by name came in."""

    DEVICE = "device", _("by the voter’s device")
    ROLL = "roll", _("when called by name")


class SettledBy(TextChoices):
    """How equal votes were settled."""

    CHAIR = "chair", _("by the casting vote of whoever presides")
    LOT = "lot", _("by lot")


DEVICE_KINDS = (PollKind.NAMED, PollKind.SECRET)  # a voter casts a ballot of one's own
HALL_KINDS = (PollKind.HANDS, PollKind.PAPER, PollKind.KEYPAD)  # totals are counted hall by hall
SECRET_KINDS = (PollKind.SECRET, PollKind.PAPER)  # nobody may learn who voted how
