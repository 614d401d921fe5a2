"""Sentences that need nothing but the name of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PLAIN: Mapping[str, _StrPromise] = {
    "suggestion.hand_in": _("Handed in."),
    "suggestion.refuse": _("Returned to the deputy."),
    "suggestion.treat_as_letter": _("Treated as a letter."),
    "suggestion.merge": _("Taken together with another suggestion."),
    "suggestion.refer": _("Referred to a higher level."),
    "referral.answer": _("The higher level answered."),
    "withdrawal.ask": _("Withdrawn."),
    "withdrawal.agree": _("Withdrawn: all signers agreed."),
    "assist.add": _("A further unit was asked to assist."),
    "rating.release": _("The counts of the ratings were released."),
    "suggestion.close": _("Closed and filed."),
    "suggestion.publish": _("Published, after a review of what may be public."),
    "disclosure.review": _("The publication was taken back."),
    "commitment.give_evidence": _("The unit gave evidence."),
    "meeting.publish": _("The meeting was made public."),
    "meeting.correct": _("The time of the meeting was corrected."),
    "meeting.cancel": _("The meeting was cancelled."),
    "meeting.pause": _("The meeting was interrupted."),
    "meeting.resume": _("The meeting went on."),
    "meeting.close": _("The meeting was closed."),
    "agenda.propose": _("The agenda was proposed."),
    "agenda.reject": _("The agenda was not adopted."),
    "agenda.reopen": _("The agenda was opened again."),
    "item.start": _("An item was begun."),
    "item.finish": _("An item was finished."),
    "file.attach": _("A file was laid before the meeting."),
    "attendance.check_in": _("A member checked in."),
    "attendance.check_in_number": _("A member checked in."),
    "attendance.check_in_person": _("A member checked in."),
    "attendance.leave_early": _("A member left."),
    "attendance.strike": _("A check-in was struck out."),
    "venue.add": _("A hall was added."),
    "venue.link_lost": _("The line to a hall was lost."),
    "venue.link_restored": _("The line to a hall was restored."),
    "venue.close_check_in": _("Check-in was closed in a hall."),
    "venue.open_check_in": _("Check-in was opened again in a hall."),
    "opinion.release": _("A group’s opinions were signed by its head."),
    "opinion.send": _("An opinion was sent to a unit."),
}
