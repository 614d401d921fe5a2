"""The acts of polls, by subject; importing them registers them."""

from townmoot.ballots.actions import casting, counting, preparing, recording, secret, steps

__all__ = ["casting", "counting", "preparing", "recording", "secret", "steps"]
