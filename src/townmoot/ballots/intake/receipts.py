"""What a voter gets for a ballot: a number that seals it, in the record by its Merkle root."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(answers: Any) -> str:
    """Answers in their one form: JSON with sorted keys and no space."""
    return _encode(answers)


def receipt_of(poll: UUID, elector: bytes, act_id: UUID, content: str) -> str:
    """SHA-256(poll ‖ elector ‖ act id ‖ content), 16 bytes each but the last, in lower-case hex."""
    return sha256(poll.bytes + elector + act_id.bytes + content.encode()).hexdigest()
