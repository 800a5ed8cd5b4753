# Written by tools/write_sync.py from _async/operations.py: change that file, not this one.
"""What the parts of the client share."""

from __future__ import annotations

from .session import Session


class Operations:
    """A part of the client: the operations of one noun."""

    _session: Session
