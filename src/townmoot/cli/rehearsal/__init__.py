"""The rehearsal: a plot of timed steps, played over HTTP as the people of an invented town."""
