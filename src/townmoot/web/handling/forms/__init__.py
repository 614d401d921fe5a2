"""The forms of the steps. Their choices come from what the step is about."""

from townmoot.web.handling.forms.assembly import (
    AcceptForm,
    AssignForm,
    CarryForm,
    LetterForm,
    MergeForm,
    ReferForm,
    RefuseForm,
    VerifyForm,
)
from townmoot.web.handling.forms.base import StepForm, one_text
from townmoot.web.handling.forms.fields import area
from townmoot.web.handling.forms.office import AllotForm, ReturnYesForm, UnitForm
from townmoot.web.handling.forms.units import (
    ContactForm,
    EvidenceForm,
    ExtensionForm,
    IssueForm,
    ReplyForm,
    ReturnForm,
    ReviseForm,
    ServeForm,
)

__all__ = [
    "AcceptForm",
    "AllotForm",
    "AssignForm",
    "CarryForm",
    "ContactForm",
    "EvidenceForm",
    "ExtensionForm",
    "IssueForm",
    "LetterForm",
    "MergeForm",
    "ReferForm",
    "RefuseForm",
    "ReplyForm",
    "ReturnForm",
    "ReturnYesForm",
    "ReviseForm",
    "ServeForm",
    "StepForm",
    "UnitForm",
    "VerifyForm",
    "area",
    "one_text",
]
