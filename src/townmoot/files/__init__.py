"""Stored bytes: addressed by their content, checked by looking at them, served safely."""
