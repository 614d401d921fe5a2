"""The closed lists of suggestions. Terms: docs/glossary.md."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a suggestion stands; computed from its rows, never stored."""

    DRAFT = "draft", _("draft")
    SEEKING = "seeking_cosigners", _("seeking co-signers")
    HANDED_IN = "handed_in", _("handed in")
    REFUSED = "refused", _("returned to the deputy")
    LETTER = "letter", _("treated as a letter")
    ACCEPTED = "accepted", _("accepted")
    ASSIGNED = "assigned", _("assigned to the government")
    ALLOTTED = "allotted", _("with the unit, not yet received")
    IN_PROGRESS = "in_progress", _("being handled")
    REPLIED = "replied", _("replied")
    REHANDLING = "rehandling", _("being handled again")
    CLOSED = "closed", _("closed and filed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged into another")
    REFERRED = "referred", _("referred to a higher level")
    ANSWERED_OUTSIDE = "answered_outside", _("answered by the higher level")


class PartState(TextChoices):
    """Where the part of one unit stands."""

    ALLOTTED = "allotted", _("to be received")
    RETURN_ASKED = "return_asked", _("return asked for")
    RECEIVED = "received", _("received")
    CONTACTED = "contacted", _("deputy contacted")
    REPLIED = "replied", _("replied")
    REHANDLING = "rehandling", _("being handled again")
    OPINION_GIVEN = "opinion_given", _("opinion given")
    WAIVED = "waived", _("not waited for")
    ENDED = "ended", _("ended")


class ReplyState(TextChoices):
    """Where a reply stands on its way out of the house."""

    DRAFTED = "drafted", _("drafted")
    SENT_BACK = "sent_back", _("sent back")
    CHECKED = "checked", _("checked")
    SIGNED = "signed", _("signed")
    ISSUED = "issued", _("issued")


class Addressee(TextChoices):
    """To whom a suggestion is handed in: the time decides."""

    CONGRESS = "congress", _("congress in session")
    PRESIDIUM = "presidium", _("presidium")


class Share(TextChoices):
    """What a unit does in handling a suggestion."""

    LEAD = "lead", _("lead unit")
    ASSIST = "assist", _("assisting unit")


class Division(TextChoices):
    """How a suggestion is handled."""

    SINGLE = "single", _("one unit alone")
    LED = "led", _("a lead unit with assisting units")
    SPLIT = "split", _("split among several lead units")


class ContactWay(TextChoices):
    """How a unit spoke with deputies."""

    FACE_TO_FACE = "face_to_face", _("face to face")
    PHONE = "phone", _("by phone")
    LETTER = "letter", _("by letter")
    VISIT = "visit", _("on a visit")


FACE_TO_FACE = (ContactWay.FACE_TO_FACE, ContactWay.VISIT)


class ServingWay(TextChoices):
    """How a reply reached a signer."""

    SYSTEM = "system", _("in this system")
    LETTER = "letter", _("by letter")
    BY_HAND = "by_hand", _("by hand")


class ReplyStepKind(TextChoices):
    """One hand through which a reply passes."""

    DRAFT = "draft", _("drafted")
    CHECK = "check", _("checked")
    COUNTERSIGN = "countersign", _("countersigned")
    SIGN = "sign", _("signed")
    ISSUE = "issue", _("issued")
    SEND_BACK = "send_back", _("sent back")


class ClockKind(TextChoices):
    """What is due."""

    ASSIGN = "assign", _("assignment")
    RETURN = "return", _("return by the unit")
    ASSIST = "assist", _("assisting opinion")
    REPLY = "reply", _("reply")
    RATING = "rating", _("rating by the signers")
    SECOND_REPLY = "second_reply", _("second reply")
    COMMITMENT = "commitment", _("promise")


class ClockWord(TextChoices):
    """How a clock stands on a day."""

    ON_TIME = "on_time", _("not due yet")
    SOON = "soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
    DONE_ON_TIME = "done_on_time", _("done on time")
    DONE_LATE = "done_late", _("done late")


class Disclosed(TextChoices):
    """What a disclosure review (公开审查) decided."""

    PUBLIC = "public", _("to be published")
    INTERNAL = "internal", _("not to be published")


class CarryKind(TextChoices):
    """Over what a suggestion is carried."""

    YEAR = "year", _("to the next year")
    TERM = "term", _("to the next term")


class About(TextChoices):
    """What a deputy is told of."""

    ASKED = "asked", _("asked to co-sign")
    REFUSED = "refused", _("returned, with the reason")
    LETTER = "letter", _("treated as a letter")
    ACCEPTED = "accepted", _("accepted and numbered")
    EXTENDED = "extended", _("the reply may take longer")
    NOT_EXTENDED = "not_extended", _("an extension was refused")
    REFERRED = "referred", _("referred to a higher level")
    ANSWERED_OUTSIDE = "answered_outside", _("answered by the higher level")
    REPLIED = "replied", _("a reply has come")
    URGED = "urged", _("please rate the reply")
    REHANDLED = "rehandled", _("to be handled again")
    WITHDRAWAL = "withdrawal", _("withdrawal asked for")
    WITHDRAWAL_CANCELLED = "withdrawal_cancelled", _("no longer to be withdrawn")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged into another")
    CARRIED_OVER = "carried_over", _("carried over")
    CLOSED = "closed", _("closed and filed")
    PUBLISHED = "published", _("published")
    TAKEN_BACK = "taken_back", _("no longer published")
