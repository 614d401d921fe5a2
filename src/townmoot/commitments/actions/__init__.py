"""The acts of promises, and of what a meeting requires and sets; importing them registers them."""

from townmoot.commitments.actions import promises, tasks

__all__ = ["promises", "tasks"]
