"""The closed lists of the town's own table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TownDay(TextChoices):
    """What the town's table says of a day."""

    OFF = "off", _("day off")
    WORKED = "worked", _("working day")
