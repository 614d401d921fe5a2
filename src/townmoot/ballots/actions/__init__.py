"""The acts of polls, by subject; importing them registers them."""

from townmoot.ballots.actions import counting, preparing, recording, secret, steps

__all__ = ["counting", "preparing", "recording", "secret", "steps"]
