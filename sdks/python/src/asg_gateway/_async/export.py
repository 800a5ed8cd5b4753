"""The results of a job, as a stream."""

from __future__ import annotations

import json
import os
from typing import Any, AsyncIterator, Dict, Union

from .session import AsyncSession


class AsyncJobExport:
    """The tasks of a job with their labels. Nothing is asked for before it is read; memory does not grow with it."""

    def __init__(self, session: AsyncSession, path: str, format: str, partial: bool) -> None:
        self._session = session
        self._path = path
        self._format = format
        self._query = {"format": format, "partial": True if partial else None}

    async def __aiter__(self) -> AsyncIterator[Dict[str, Any]]:
        """Each line, parsed; for the formats whose lines are JSON."""
        if self._format == "csv":
            raise ValueError("a row of CSV may have several lines: use save() or chunks()")
        reply = await self._session.open("GET", self._path, query=self._query)
        try:
            async for line in reply.lines():
                yield json.loads(line)
        finally:
            await reply.close()

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes as they come."""
        reply = await self._session.open("GET", self._path, query=self._query)
        try:
            async for chunk in reply.chunks():
                yield chunk
        finally:
            await reply.close()

    async def save(self, path: Union[str, os.PathLike[str]]) -> int:
        """Writes it to a file, which is there only once it is whole. The number of bytes."""
        unfinished = f"{os.fspath(path)}.part"
        size = 0
        try:
            with open(unfinished, "wb") as file:
                async for chunk in self.chunks():
                    size += file.write(chunk)
            os.replace(unfinished, path)
        except BaseException:
            if os.path.exists(unfinished):
                os.remove(unfinished)
            raise
        return size
