"""What units and the government office can do, each with its words and its form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from townmoot.commitments.actions import promises
from townmoot.suggestions.actions import assigning, rating, replies, units
from townmoot.suggestions.enums import PartState
from townmoot.web.handling import examples, forms
from townmoot.web.handling.forms import one_text
from townmoot.web.handling.steps import Step

PART = (
    Step(
        slug="receive",
        act=units.receive,
        noun="allotment",
        label=_("Sign for it"),
        said=_("Signed for."),
    ),
    Step(
        slug="contact",
        act=units.log_contact,
        noun="allotment",
        label=_("Note a talk with the deputy"),
        said=_("Noted."),
        form=forms.ContactForm,
        example=examples.contact,
        hint=_("A unit speaks with the deputy before it replies."),
    ),
    Step(
        slug="opinion",
        act=units.give_opinion,
        noun="allotment",
        label=_("Give the opinion"),
        said=_("The lead unit has the opinion."),
        form=one_text("words", _("Opinion for the lead unit")),
        example=examples.WORDS,
    ),
    Step(
        slug="draft",
        act=replies.draft,
        noun="allotment",
        label=_("Draft the reply"),
        said=_("The draft is kept. It now goes to be checked."),
        form=forms.ReplyForm,
        example=examples.reply,
    ),
    Step(
        slug="extension",
        act=units.request_extension,
        noun="allotment",
        label=_("Ask for more time"),
        said=_("Asked. The assembly decides."),
        form=forms.ExtensionForm,
        example=examples.extension,
        hint=_("It must be asked for before the reply is due."),
    ),
    Step(
        slug="return",
        act=units.give_back,
        noun="allotment",
        label=_("Ask to give it back"),
        said=_("Asked. The government office decides; never pass it on yourselves."),
        form=forms.ReturnForm,
        example=examples.REASON,
    ),
)
# What comes next as a rule: whether the unit leads, and where its part stands.
FIRST = {
    (True, PartState.ALLOTTED): "receive",
    (True, PartState.RECEIVED): "contact",
    (True, PartState.CONTACTED): "draft",
    (True, PartState.REHANDLING): "draft",
    (False, PartState.ALLOTTED): "receive",
    (False, PartState.RECEIVED): "opinion",
    (False, PartState.CONTACTED): "opinion",
}
LEAD_ONLY = frozenset({"reply.draft", "extension.request"})
ASSIST_ONLY = frozenset({"assist.give_opinion"})

REPLY = (
    Step(
        slug="revise",
        act=replies.revise,
        noun="reply",
        kind="primary",
        label=_("Change the draft"),
        said=_("The draft is kept."),
        form=forms.ReviseForm,
        example=examples.reply,
    ),
    Step(
        slug="check",
        act=replies.check,
        noun="reply",
        label=_("Check"),
        said=_("Checked."),
        form=one_text("remark", _("Remark"), required=False),
        kind="primary",
        hint=_("Read the letter beside the suggestion. Send it back where something is wrong."),
    ),
    Step(
        slug="countersign",
        act=replies.countersign,
        noun="reply",
        label=_("Countersign"),
        said=_("Countersigned."),
        form=one_text("remark", _("Remark"), required=False),
    ),
    Step(
        slug="sign",
        act=replies.sign,
        noun="reply",
        label=_("Sign"),
        said=_("Signed."),
        form=one_text("remark", _("Remark"), required=False),
        kind="binding",
    ),
    Step(
        slug="issue",
        act=replies.issue,
        noun="reply",
        label=_("Issue"),
        said=_("Issued. It has its number and went to every signer."),
        form=forms.IssueForm,
        kind="binding",
        example={"mark": "…"},
        hint=_("From then on it cannot be changed. What it promises is followed."),
    ),
    Step(
        slug="serve",
        act=replies.serve,
        noun="reply",
        label=_("Note another way of serving"),
        said=_("Noted."),
        form=forms.ServeForm,
        example=examples.serving,
    ),
    Step(
        slug="send-back",
        act=replies.send_back,
        noun="reply",
        label=_("Send back"),
        said=_("Sent back to who drafted it."),
        form=one_text("remark", _("What is to be changed")),
        example=examples.REMARK,
    ),
)

OFFICE = (
    Step(
        slug="allot",
        act=assigning.allot,
        noun="suggestion",
        kind="primary",
        label=_("Give it to a unit"),
        said=_("Given to the unit."),
        form=forms.AllotForm,
        example=examples.allotting,
        hint=_("One unit alone; a lead with assisting units; or split, each lead with its part."),
    ),
    Step(
        slug="assist",
        act=assigning.add_assisting,
        noun="suggestion",
        label=_("Add an assisting unit"),
        said=_("Added."),
        form=forms.UnitForm,
        example=examples.assisting,
    ),
    Step(
        slug="refer",
        act=assigning.refer,
        noun="suggestion",
        label=_("Refer upward"),
        said=_("Referred. It is counted apart from now on."),
        form=forms.ReferForm,
        example={"unit": "…", "reason": "…"},
        hint=_("Only for what the town cannot decide."),
    ),
    Step(
        slug="answer",
        act=assigning.answer_referral,
        noun="suggestion",
        kind="primary",
        label=_("Note the answer from above"),
        said=_("Noted. The deputies are told."),
        form=one_text("answer", _("Answer")),
        example={"answer": "…"},
    ),
)
RETURN = (
    Step(
        slug="approve",
        act=units.approve_return,
        noun="unit_return",
        label=_("Allow the return"),
        said=_("Allowed. Give it to another unit now."),
        form=forms.ReturnYesForm,
        kind="primary",
    ),
    Step(
        slug="refuse",
        act=units.refuse_return,
        noun="unit_return",
        label=_("Refuse the return"),
        said=_("Refused. The unit keeps it."),
        form=one_text("remark", _("Why the unit keeps it")),
        example=examples.REMARK,
    ),
)
OVERRIDE = Step(
    slug="override",
    act=units.override_opinion,
    noun="allotment",
    label=_("Do not wait for this opinion"),
    said=_("Noted. The reply can go out without it."),
    form=one_text("reason", _("Why it is not waited for")),
    example=examples.REASON,
)
REHANDLE = Step(
    slug="rehandle",
    act=rating.rehandle,
    noun="allotment",
    label=_("Have it handled again"),
    said=_("The unit must reply once more."),
    form=one_text("words", _("What the study found, and what is to be done")),
    kind="primary",
    example=examples.WORDS,
)
PROMISE = (
    Step(
        slug="evidence",
        act=promises.give_evidence,
        noun="commitment",
        label=_("Show that it is kept"),
        said=_("Sent. The assembly verifies it."),
        form=forms.EvidenceForm,
        kind="primary",
        example=examples.WORDS,
    ),
    Step(
        slug="progress",
        act=promises.report_progress,
        noun="commitment",
        label=_("Report progress"),
        said=_("Noted."),
        form=one_text("words", _("How far it is")),
        example=examples.WORDS,
    ),
    Step(
        slug="explain",
        act=promises.explain,
        noun="commitment",
        label=_("Explain why it is not kept"),
        said=_("Noted. The assembly reads it."),
        form=one_text("words", _("Why, and what happens now")),
        example=examples.WORDS,
    ),
)
