"""What the parts of the client share."""

from __future__ import annotations

from .session import AsyncSession


class AsyncOperations:
    """A part of the client: the operations of one noun."""

    _session: AsyncSession
