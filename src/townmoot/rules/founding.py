"""How a body of a kind begins: its organizations, its posts, its place on the clock."""

from townmoot.rules.labels import Label
from townmoot.rules.terms import Code, Term


class StandingPost(Term):
    """A post that every body of the kind has, with the role of whoever holds it."""

    label: Label
    duty: Code


class Standing(Term):
    """An organization that every body of the kind has from its founding."""

    kind: Code
    label: Label
    posts: tuple[StandingPost, ...] = ()


class Founding(Term):
    """How a body of the kind begins: where, in which language, with which organizations.

    Whoever first signs in holds the post whose duty is `clerk`.
    """

    kind: Code
    timezone: str
    locale: str
    organizations: tuple[Standing, ...]
