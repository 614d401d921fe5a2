"""Who may change the town's calendar and procedure."""

from django.utils.translation import gettext_lazy as _

from townmoot.record import Operator, Permission

KEEPER = Permission(
    roles=frozenset({"clerk", Operator.role}),
    words=_("Only the clerk may change the town's calendar and procedure."),
)
