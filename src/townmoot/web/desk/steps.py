"""What the assembly can do with suggestions and promises, each with its words and its form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from townmoot.commitments.actions import promises
from townmoot.suggestions.actions import admission, assigning, endings, rating, units
from townmoot.web.handling import examples, forms
from townmoot.web.handling.forms import one_text
from townmoot.web.handling.steps import Step

ITEM = (
    Step(
        slug="accept",
        act=admission.accept,
        noun="suggestion",
        label=_("Accept and number"),
        said=_("Accepted."),
        form=forms.AcceptForm,
        kind="primary",
        hint=_("One matter, facts and a concrete proposal; within the town’s competence."),
    ),
    Step(
        slug="refuse",
        act=admission.refuse,
        noun="suggestion",
        label=_("Return to the deputy"),
        said=_("Returned. The deputy is told the reason."),
        form=forms.RefuseForm,
        example=examples.refusing,
    ),
    Step(
        slug="letter",
        act=admission.treat_as_letter,
        noun="suggestion",
        label=_("Treat as a letter"),
        said=_("It goes on as a letter. The deputy is told."),
        form=forms.LetterForm,
        example=examples.refusing,
    ),
    Step(
        slug="assign",
        act=assigning.assign,
        noun="suggestion",
        label=_("Assign to the government"),
        said=_("Assigned. The time to reply runs from today."),
        form=forms.AssignForm,
        kind="binding",
        example=examples.assigning,
        hint=_("The presidium assigns; the government’s office then gives it to a unit."),
    ),
    Step(
        slug="close",
        act=endings.close,
        noun="suggestion",
        kind="primary",
        label=_("Close and file"),
        said=_("Closed."),
        form=one_text("words", _("Note for the file"), required=False),
    ),
    Step(
        slug="merge",
        act=endings.merge,
        noun="suggestion",
        label=_("Merge into another"),
        said=_("Merged. The reply goes to the signers of both."),
        form=forms.MergeForm,
        example=examples.merging,
    ),
    Step(
        slug="carry-over",
        act=endings.carry_over,
        noun="suggestion",
        label=_("Carry over"),
        said=_("Carried over. The due day stays."),
        form=forms.CarryForm,
        example=examples.carrying,
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
EXTENSION = (
    Step(
        slug="approve",
        act=units.approve_extension,
        noun="extension",
        label=_("Give more time"),
        said=_("Given. The deputies are told."),
        form=one_text("remark", _("Remark"), required=False),
        kind="primary",
    ),
    Step(
        slug="refuse",
        act=units.refuse_extension,
        noun="extension",
        label=_("Refuse more time"),
        said=_("Refused. The due day stays."),
        form=one_text("remark", _("Why not")),
        example=examples.REMARK,
    ),
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
REPLY = (
    Step(
        slug="urge",
        act=rating.urge,
        noun="reply",
        label=_("Ask signers to rate"),
        said=_("Those who have not rated are reminded."),
    ),
    Step(
        slug="release",
        act=rating.release,
        noun="reply",
        label=_("Release the counts of the ratings"),
        said=_("Released: how often each grade was given, not by whom nor why."),
    ),
)
PROMISE = (
    Step(
        slug="verify",
        act=promises.verify,
        noun="commitment",
        label=_("Verify"),
        said=_("Verified."),
        form=forms.VerifyForm,
        kind="binding",
        example={"outcome": "not_kept", "words": "…"},
        hint=_("Kept or not, as the evidence shows. The finding is public and final."),
    ),
    Step(
        slug="send-back",
        act=promises.send_back,
        noun="commitment",
        label=_("Evidence not enough"),
        said=_("The unit is told."),
        form=one_text("words", _("What is missing")),
        example=examples.WORDS,
    ),
)
