"""What each rule is called on screen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TITLES: "Mapping[str, _StrPromise]" = {
    "decisions.quorum": _("Quorum of the congress"),
    "decisions.presidium_quorum": _("Quorum of the presidium"),
    "decisions.majority": _("Majority for resolutions"),
    "decisions.election_majority": _("Majority for elections"),
    "decisions.presidium_majority": _("Majority of the presidium"),
    "decisions.tie": _("Equal votes"),
    "decisions.extra_session": _("Deputies who can call an extra session"),
    "decisions.removal_proposal": _("Deputies who can propose a removal"),
    "decisions.assessment": _("Vote of satisfaction"),
    "sponsors.suggestion": _("Signers of a suggestion"),
    "sponsors.motion": _("Signers of a motion"),
    "sponsors.amendment": _("Signers of an amendment"),
    "sponsors.interpellation": _("Signers of an interpellation"),
    "sponsors.nomination": _("Signers of a nomination"),
    "sessions.per_year": _("Sessions a year"),
    "sessions.notice": _("Notice of a session"),
    "sessions.notice_meeting": _("Notice of other meetings"),
    "sessions.notice_applies_to_extra": _("Notice also for extra sessions"),
    "sessions.remote_counts_for_quorum": _("Remote deputies count for the quorum"),
    "sessions.remote_secret_ballot": _("Secret ballot from a distance"),
    "sessions.absence_limit": _("Unapproved absences that end the mandate"),
    "sessions.speaking": _("Speaking time"),
    "sessions.speaking_presidium": _("Speaking time in the presidium"),
    "periods.move_end": _("An end on a day off moves on"),
    "suggestions.assign_in_session_at_once": _("Assigned at once during a session"),
    "suggestions.assign_period": _("Time to assign"),
    "suggestions.return_window": _("Time to return an assignment"),
    "suggestions.assisting_period": _("Time for an assisting opinion"),
    "suggestions.contact_required": _("The deputy must be contacted"),
    "suggestions.phone_counts_as_contact": _("A telephone call counts as meeting the deputy"),
    "suggestions.clock_start": _("The reply period runs from"),
    "suggestions.restart_clock_on_reassign": _("A new assignment starts the period anew"),
    "suggestions.reply_period": _("Time to reply"),
    "suggestions.long_reply_period": _("Time to reply to a wide or difficult suggestion"),
    "suggestions.extension_max": _("Longest extension"),
    "suggestions.rating_window": _("Time to rate the reply"),
    "suggestions.second_reply_period": _("Time for the second reply"),
    "suggestions.withdrawal_needs_all_signers": _("All signers must agree to withdraw"),
    "suggestions.numbers": _("How suggestions are numbered"),
    "suggestions.classes": _("Classes of reply"),
    "suggestions.refusal_reasons": _("Reasons to refuse"),
    "suggestions.rating_scale": _("Scale of rating"),
    "suggestions.rating_aspects": _("What is rated"),
    "suggestions.approval_steps": _("Steps of a reply letter"),
    "suggestions.two_hands": _("Nobody approves the own draft alone"),
    "contact_points.notice": _("Notice of a contact day"),
    "contact_points.visits_per_year": _("Visits of a deputy a year"),
    "commitments.soon": _("Due soon"),
    "commitments.behind_points": _("Behind plan"),
    "modules": _("Modules"),
    "agenda_kinds": _("Kinds of agenda item"),
}
