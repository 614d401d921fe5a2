"""Motions in words: text with its amendments, signers, where it stands; for every room."""
