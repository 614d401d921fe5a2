"""The parts of the house that a kind of body has or lacks, and the rules each of them needs."""

from collections.abc import Mapping
from enum import StrEnum


class Module(StrEnum):
    """A part of the house. What a profile does not name is absent: no page, no act, no role."""

    MEETINGS = "meetings"
    BALLOTS = "ballots"  # votes are taken and counted here
    ADOPTION = "adoption"  # agendas are proposed and adopted; else the summons makes them
    LEAVE = "leave"  # the chair decides on leave; else the meeting accepts apologies
    MOTIONS = "motions"
    PRESIDIUM = "presidium"
    OPINIONS = "opinions"  # groups deliberate; what is said in them is noted
    UNITS = "units"  # offices and centres that must answer
    SUGGESTIONS = "suggestions"
    RATINGS = "ratings"
    COMMITMENTS = "commitments"
    FIGURES = "figures"
    CONTACT_POINTS = "contact_points"
    INTERESTS = "interests"  # members declare theirs in an item, and what follows is noted
    COUNCIL = "council"  # dispensations, public participation, payments, planning …
    SPEAKERS = "speakers"  # who asks to speak is called in turn
    SUMMONS = "summons"  # members are summoned and the public is told by acts of their own


# Sections, or single rules of a section, that only bodies with the module need.
RULES_OF: Mapping[str, Module] = {
    "decisions": Module.MEETINGS,
    "sessions": Module.MEETINGS,
    "decisions.presidium_quorum": Module.PRESIDIUM,
    "decisions.presidium_majority": Module.PRESIDIUM,
    "decisions.removal_proposal": Module.PRESIDIUM,
    "decisions.assessment": Module.RATINGS,
    "sessions.speaking_presidium": Module.PRESIDIUM,
    "sponsors": Module.MOTIONS,
    "polls": Module.BALLOTS,
    "sponsors.suggestion": Module.SUGGESTIONS,
    "sponsors.interpellation": Module.PRESIDIUM,
    "sponsors.nomination": Module.PRESIDIUM,
    "motions": Module.MOTIONS,
    "interests": Module.INTERESTS,
    "suggestions": Module.SUGGESTIONS,
    "contact_points": Module.CONTACT_POINTS,
    "commitments": Module.COMMITMENTS,
    "council": Module.COUNCIL,
    "speakers": Module.SPEAKERS,
}

# A module that cannot stand without another.
RESTS_ON: Mapping[Module, tuple[Module, ...]] = {
    Module.BALLOTS: (Module.MEETINGS,),
    Module.SUGGESTIONS: (Module.MOTIONS, Module.UNITS, Module.RATINGS, Module.COMMITMENTS),
    Module.COUNCIL: (Module.INTERESTS,),
    Module.RATINGS: (Module.SUGGESTIONS,),
    Module.COMMITMENTS: (Module.SUGGESTIONS,),
    Module.UNITS: (Module.SUGGESTIONS,),
}
