"""Meetings, venues, agenda, participants, attendance, group opinions (OParl names)."""

from townmoot.meetings.models.agenda import (
    AgendaItem,
    AgendaStep,
    ItemReceipt,
    ItemRecipient,
)
from townmoot.meetings.models.attendance import CheckIn, LeaveRequest, Participant
from townmoot.meetings.models.ceremony import (
    Anthem,
    Award,
    AwardDelivery,
    AwardRecipient,
    Film,
    Oath,
    Talk,
    Visit,
)
from townmoot.meetings.models.conduct import (
    Exclusion,
    HallMessage,
    MessageReceipt,
    MinuteNote,
    ScreenChoice,
)
from townmoot.meetings.models.council import (
    Declaration,
    Dispensation,
    Letter,
    NextMeeting,
    PastMinutes,
    Payment,
    Planning,
    Posting,
    PublicSlot,
    ReportLine,
)
from townmoot.meetings.models.cues import Cue, CueRecipient
from townmoot.meetings.models.decisions import ItemDecision
from townmoot.meetings.models.meeting import (
    Meeting,
    MeetingOrganization,
    MeetingStep,
    Notice,
    NoticeReceipt,
)
from townmoot.meetings.models.motions import (
    Motion,
    MotionDeadline,
    MotionDecision,
    MotionSigner,
    MotionVersion,
    Resolution,
)
from townmoot.meetings.models.opinions import (
    GroupSitting,
    Opinion,
    OpinionRelease,
    OpinionSending,
)
from townmoot.meetings.models.papers import (
    Consultation,
    ConsultationOrganization,
    File,
    Paper,
    PaperParty,
    PaperRelation,
)
from townmoot.meetings.models.speakers import (
    GroupReport,
    SpeakersList,
    SpeakRequest,
    Speech,
)
from townmoot.meetings.models.taken import MeetingFacts, MeetingImport
from townmoot.meetings.models.venues import Venue, VenueBeat, VenueEvent, VenueGroup

__all__ = [
    "AgendaItem",
    "AgendaStep",
    "Anthem",
    "Award",
    "AwardDelivery",
    "AwardRecipient",
    "CheckIn",
    "Consultation",
    "ConsultationOrganization",
    "Cue",
    "CueRecipient",
    "Declaration",
    "Dispensation",
    "Exclusion",
    "File",
    "Film",
    "GroupReport",
    "GroupSitting",
    "HallMessage",
    "ItemDecision",
    "ItemReceipt",
    "ItemRecipient",
    "LeaveRequest",
    "Letter",
    "Meeting",
    "MeetingFacts",
    "MeetingImport",
    "MeetingOrganization",
    "MeetingStep",
    "MessageReceipt",
    "MinuteNote",
    "Motion",
    "MotionDeadline",
    "MotionDecision",
    "MotionSigner",
    "MotionVersion",
    "NextMeeting",
    "Notice",
    "NoticeReceipt",
    "Oath",
    "Opinion",
    "OpinionRelease",
    "OpinionSending",
    "Paper",
    "PaperParty",
    "PaperRelation",
    "Participant",
    "PastMinutes",
    "Payment",
    "Planning",
    "Posting",
    "PublicSlot",
    "ReportLine",
    "Resolution",
    "ScreenChoice",
    "SpeakRequest",
    "SpeakersList",
    "Speech",
    "Talk",
    "Venue",
    "VenueBeat",
    "VenueEvent",
    "VenueGroup",
    "Visit",
]
