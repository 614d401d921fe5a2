"""Views of votes."""
