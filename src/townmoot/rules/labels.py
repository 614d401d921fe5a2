"""Words that belong to a profile, in both languages."""

from collections.abc import Iterable

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, Field


class Label(BaseModel):
    """One term in Chinese and English; as text it is in the language of the reader."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_(self, language: str | None) -> str:
        """The term in `language` ("zh-hans", "en"…); English where it is neither."""
        return self.zh if (language or "").startswith("zh") else self.en

    def __str__(self) -> str:
        return self.in_(get_language())


def joined(sentences: Iterable[object]) -> str:
    """Sentences one after the other; Chinese sets no space between them."""
    return ("" if in_chinese() else " ").join(map(str, sentences))


def in_chinese() -> bool:
    """Whether the reader reads Chinese."""
    return (get_language() or "").startswith("zh")
