"""The list of stored bytes."""

from __future__ import annotations

from django.db import models


class Blob(models.Model):
    """Bytes on disk under their own checksum; who may have them, what they hang on decides."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()
    mime_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()
