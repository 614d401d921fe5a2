"""The unit's room: what it must answer, by when; and the government office's desk."""
