"""Columns that are sealed at rest where a key is configured (record.keys, docs/adr/0009).

In Python such a field holds what it means; only the database, and a backup, hold the token. What
cannot be opened waits in its row unread: whoever asks for it gets the error that says why, and it
is written back as it was. Nothing can be looked up by a sealed value.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DataError, models
from django.db.models.query_utils import DeferredAttribute

from townmoot.record import keys
from townmoot.record.errors import KeyMissingError, SealBrokenError

if TYPE_CHECKING:
    from django.db.models import Model

MARKED = keys.MARK.encode()


@dataclass(frozen=True)
class Token:
    """A sealed value: on its way into its row, or one that does not open.

    `missing` names the key that it lacks, `broken` the column in which it was altered. It keeps no
    exception: that would keep the frames of whoever read the row, and a cursor open with them.
    """

    text: str
    missing: str = ""
    broken: str = ""

    @property
    def error(self) -> KeyMissingError | SealBrokenError | None:
        """Why it does not open."""
        if self.missing:
            return KeyMissingError(self.missing)
        return SealBrokenError(self.broken) if self.broken else None


@dataclass(frozen=True)
class Opened:
    """A value on its way out: it counts only in the row that its token names."""

    value: Any
    row: str
    token: str


class SealedAttribute(DeferredAttribute):
    """Holds a row's value; checks that what was opened belongs to this row."""

    field: Any

    def __get__(self, instance: Model | None, cls: type[Model] | None = None) -> Any:
        value = super().__get__(instance, cls)
        error = value.error if type(value) is Token else None
        if error:
            raise error
        return value

    def __set__(self, instance: Model, value: Any) -> None:
        if type(value) is Opened:
            fits = self.field.row(instance) in ("", value.row)
            wrong = Token(value.token, broken=self.field.place)
            value = value.value if fits else wrong
        instance.__dict__[self.field.attname] = value


class Sealed(models.Field):  # type: ignore[type-arg] # mixed into fields that name their types
    """What the three kinds of sealed column share. `row_of` names what tells one row from others.

    Raises TypeError where a value is written without its row (`update`, `bulk_update`), DataError
    for text that poses as a token.
    """

    descriptor_class = SealedAttribute

    def __init__(self, *args: Any, row_of: tuple[str, ...] = ("id",), **kwargs: Any) -> None:
        self.row_of = row_of
        super().__init__(*args, **kwargs)

    @property
    def place(self) -> str:
        """Table and column."""
        return f"{self.model._meta.db_table}.{self.column}"

    def row(self, instance: Model) -> str:
        """What names the row; "" where it is not loaded."""
        told = [instance.__dict__.get(name) for name in self.row_of]
        return "" if None in told else ":".join(map(str, told))

    def packed(self, value: Any) -> bytes:
        """The value as bytes."""
        return bytes(value)

    def unpacked(self, plain: bytes) -> Any:
        """The value of these bytes."""
        return plain

    def stored(self, token: str) -> Any:
        """The token as this kind of column takes it."""
        return token

    def value_from_object(self, obj: Model) -> Any:
        """The value; a token, instead of its error, where it does not open."""
        return obj.__dict__[self.attname]

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: FBT001 -- Django's own
        """The value, as a token where there is something to seal and a key to do it."""
        value, found = self.value_from_object(model_instance), keys.ring()
        if not value or type(value) is Token or found is None:
            return value
        return Token(keys.seal(self.packed(value), self.place, self.row(model_instance), found))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """As the database keeps it."""
        if type(value) is Token:
            value = self.stored(value.text)
        elif isinstance(value, str) and value.startswith(keys.MARK):
            raise DataError(self.place)
        elif value and keys.ring() and not hasattr(value, "as_sql"):
            message = f"{self.place} is sealed row by row: save the row"
            raise TypeError(message)
        return super().get_db_prep_save(value, connection)

    def taken(self, value: Any) -> Any:
        """What the database or a backup gave: opened where it is a token and opens."""
        if not isinstance(value, str) or not value.startswith(keys.MARK):
            return value
        try:
            plain, row = keys.opened(value, self.place)
            return Opened(self.unpacked(plain), row, value)
        except KeyMissingError as error:
            return Token(value, missing=error.name)
        except SealBrokenError:
            return Token(value, broken=self.place)

    def value_to_string(self, obj: Model) -> Any:
        """As it stands in a backup: sealed where the database holds it sealed."""
        value = self.pre_save(obj, add=False)
        return value.text if type(value) is Token else super().value_to_string(obj)

    def to_python(self, value: Any) -> Any:
        """From a backup."""
        return self.taken(super().to_python(value))


class SealedText(Sealed, models.TextField):  # type: ignore[type-arg] # see Sealed
    """Text."""

    def packed(self, value: str) -> bytes:
        return value.encode()

    def unpacked(self, plain: bytes) -> str:
        return plain.decode()

    def get_prep_value(self, value: Any) -> Any:
        """Text as it is; Django would take a token for what a backup gave."""
        return value if isinstance(value, str) else super().get_prep_value(value)

    def from_db_value(self, value: str | None, *_of: Any) -> Any:
        """The text, which its row takes in."""
        return self.taken(value) if value and value.startswith(keys.MARK) else value


class SealedBytes(Sealed, models.BinaryField):  # type: ignore[type-arg] # see Sealed
    """Bytes."""

    def stored(self, token: str) -> bytes:
        return token.encode()

    def from_db_value(self, value: Any, *_of: Any) -> Any:
        """The bytes, which their row takes in."""
        if value is None or bytes(value[: len(MARKED)]) != MARKED:
            return value
        return self.taken(bytes(value).decode())

    def value_to_string(self, obj: Model) -> str:
        """Base64."""
        value = self.pre_save(obj, add=False)
        raw = self.stored(value.text) if type(value) is Token else value
        return b64encode(raw).decode()

    def to_python(self, value: Any) -> Any:
        return self.from_db_value(models.BinaryField.to_python(self, value))


class SealedJSON(Sealed, models.JSONField):
    """JSON lists and objects."""

    def packed(self, value: Any) -> bytes:
        return json.dumps(value, cls=self.encoder).encode()

    def unpacked(self, plain: bytes) -> Any:
        return json.loads(plain)

    def from_db_value(self, value: Any, *of: Any) -> Any:
        """The value, which its row takes in."""
        return self.taken(super().from_db_value(value, *of))
