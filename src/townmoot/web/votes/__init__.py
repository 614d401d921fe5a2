"""Votes: preparing, taking, counting and announcing them; the ballot; what they came to."""
