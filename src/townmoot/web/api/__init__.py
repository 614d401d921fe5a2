"""Machines' door: each registered act under /api/acts/<name>, described by OpenAPI."""
