"""The closed lists of meetings. Kinds of meeting and of agenda item are the profile's data."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ADOPT = "adopt"  # the kind of agenda item under which the agenda itself is adopted


class MeetingState(TextChoices):
    """Where a meeting stands; computed from its steps."""

    PLANNED = "planned", _("being prepared")
    CALLED = "called", _("called")
    IN_SESSION = "in_session", _("in session")
    PAUSED = "paused", _("interrupted")
    CLOSED = "closed", pgettext_lazy("meeting", "closed")
    CANCELLED = "cancelled", _("cancelled")


class AgendaState(TextChoices):
    """Where an agenda stands; computed from its steps."""

    DRAFT = "draft", _("agenda in draft")
    PROPOSED = "proposed", _("agenda proposed")
    ADOPTED = "adopted", _("agenda adopted")


class ItemState(TextChoices):
    """Where an item of the agenda stands."""

    PLANNED = "planned", _("still to come")
    RUNNING = "running", _("now being dealt with")
    DONE = "done", _("dealt with")
    REMOVED = "removed", _("taken off the agenda")


class AdoptionWay(TextChoices):
    """How the agenda was put to the meeting."""

    SHOW_OF_HANDS = "show_of_hands", _("by show of hands")
    ACCLAMATION = "acclamation", _("by acclamation")


class VenueKind(TextChoices):
    """Where one takes part."""

    MAIN = "main", _("main hall")
    BRANCH = "branch", _("branch venue")
    ONLINE = "online", _("from home, by video")


class VenueEventKind(TextChoices):
    """What happens to a venue during a meeting."""

    LINK_LOST = "link_lost", _("line lost")
    LINK_RESTORED = "link_restored", _("line restored")
    CHECK_IN_CLOSED = "check_in_closed", _("check-in closed")
    CHECK_IN_OPENED = "check_in_opened", _("check-in opened again")


class Capacity(TextChoices):
    """As what somebody takes part (出席、列席、应邀、旁听)."""

    MEMBER = "member", _("as a member")
    ATTENDING = "attending", _("in attendance")
    INVITED = "invited", _("by invitation")
    OBSERVER = "observer", _("as an observer")


class CheckInWay(TextChoices):
    """How somebody was checked in."""

    CODE = "code", _("with the code in the hall")
    NUMBER = "number", _("by number at the desk")
    STEWARD = "steward", _("by the steward")


class PostingKind(TextChoices):
    """What was served or put up."""

    SUMMONS = "summons", _("summons to members")
    PUBLIC = "public", _("public notice")


class LeaveState(TextChoices):
    """Where a request for leave stands."""

    REQUESTED = "requested", _("leave asked for")
    APPROVED = "approved", _("leave granted")
    REFUSED = "refused", _("leave refused")
    WITHDRAWN = "withdrawn", _("leave no longer needed")


class OpinionState(TextChoices):
    """Where an opinion of a group stands."""

    RECORDED = "recorded", _("noted in the group")
    STRUCK = "struck", pgettext_lazy("opinion", "struck out")
    RELEASED = "released", _("signed by the group’s head")
    SENT = "sent", _("sent to the unit")
    ACKNOWLEDGED = "acknowledged", _("received by the unit")


class MotionState(TextChoices):
    """Where a motion or an amendment stands; computed from its own days and those beside it."""

    DRAFT = "draft", pgettext_lazy("motion", "in draft")
    DISCARDED = "discarded", pgettext_lazy("motion", "put away")
    HANDED_IN = "handed_in", pgettext_lazy("motion", "handed in")
    NOT_LISTED = "not_listed", pgettext_lazy("motion", "not listed")
    LISTED = "listed", pgettext_lazy("motion", "listed")
    WITHDRAWN = "withdrawn", pgettext_lazy("motion", "withdrawn")
    LAPSED = "lapsed", pgettext_lazy("motion", "ended: too few signers")
    FALLEN = "fallen", pgettext_lazy("motion", "fallen: the words were amended otherwise")
    CARRIED = "carried", pgettext_lazy("motion", "carried")
    NOT_CARRIED = "not_carried", pgettext_lazy("motion", "not carried")


class FileRole(TextChoices):
    """What a file is to its meeting, item or paper."""

    INVITATION = "invitation", _("invitation")
    RESULTS = "results", _("minutes of results")
    VERBATIM = "verbatim", _("verbatim record")
    RESOLUTION = "resolution", _("resolution")
    MAIN = "main", _("the paper itself")
    AUXILIARY = "auxiliary", _("annex")


class PaperPart(TextChoices):
    """What somebody has to do with a paper."""

    ORIGINATOR = "originator", _("brought in by")
    DIRECTION = "direction", _("prepared under")


class PaperLink(TextChoices):
    """How one paper names another."""

    RELATED = "related", _("related")
    ABOVE = "above", _("stands above it")
    BELOW = "below", _("stands below it")


class DeliveryWay(TextChoices):
    """Where somebody is honoured who is not on stage."""

    BRANCH = "branch", _("by the branch")
    HOME = "home", _("at home")


class CueScreen(TextChoices):
    """On which halls’ screens a cue is shown."""

    EVERYWHERE = "everywhere", _("every screen")
    MAIN = "main", _("the main hall’s screen")
    BRANCHES = "branches", _("the branch venues’ screens")
    NOWHERE = "nowhere", _("no screen")


class AnthemWay(TextChoices):
    """How an anthem is heard."""

    SUNG = "sung", _("sung")
    PLAYED = "played", _("played")


class Side(TextChoices):
    """For or against what is debated."""

    FOR = "for", pgettext_lazy("side", "for")
    AGAINST = "against", pgettext_lazy("side", "against")


class RequestState(TextChoices):
    """Where a request to speak stands; computed from its own times."""

    WAITING = "waiting", _("waits to speak")
    SPEAKING = "speaking", _("speaking now")
    SPOKEN = "spoken", _("has spoken")
    WITHDRAWN = "withdrawn", pgettext_lazy("speaker", "does not want to speak any more")
    STRUCK = "struck", pgettext_lazy("speaker", "struck off the list")


class ListState(TextChoices):
    """Whether a list of speakers takes more requests."""

    OPEN = "open", pgettext_lazy("speakers", "list open")
    CLOSED = "closed", pgettext_lazy("speakers", "list closed")


class NextReason(TextChoices):
    """Why somebody stands where he stands on the list of speakers."""

    RANK = "rank", _("goes before other requests by its kind")
    PLACED = "placed", _("placed there by the chair")
    LEADER = "leader", _("leads this item")
    BUDGET = "budget", _("others’ groups have used up their time")
    FIRST_TIME = "first_time", _("has spoken less often than those who asked earlier")
    GROUPS = "groups", _("groups take turns")
    SIDES = "sides", _("for and against take turns")
    ORDER = "order", _("asked first")


class ReportState(TextChoices):
    """Where a group’s report to the plenary stands."""

    WRITTEN = "written", _("report written")
    SIGNED = "signed", _("report signed by the group’s head")
    GIVEN = "given", _("report given")


class ScreenShows(TextChoices):
    """What a hall’s screen shows."""

    AUTO = "auto", _("follows the meeting")
    AGENDA = "agenda", pgettext_lazy("screen", "agenda")
    SPEAKER = "speaker", pgettext_lazy("screen", "speaker")
    VOTE = "vote", pgettext_lazy("screen", "vote")
    RESULT = "result", pgettext_lazy("screen", "result")
    MOTION = "motion", pgettext_lazy("screen", "motion")
    MESSAGE = "message", pgettext_lazy("screen", "message")
    CEREMONY = "ceremony", pgettext_lazy("screen", "ceremony")
    NEUTRAL = "neutral", pgettext_lazy("screen", "neutral slide")
