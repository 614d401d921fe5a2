"""Signing in: password, one-time slip, open sessions."""
