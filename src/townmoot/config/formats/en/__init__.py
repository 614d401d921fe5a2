"""English: 16 January 2026, as in `web.ground.words.day`."""
