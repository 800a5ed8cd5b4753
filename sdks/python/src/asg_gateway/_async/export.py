"""What comes as a stream: files, and tasks with their labels."""

from __future__ import annotations

import json
import os
from typing import Any, AsyncIterator, Dict, Mapping, Optional, Union

from .session import AsyncSession


def export_query(
    *, partial: bool = False, bom: bool = False, guard_formulas: bool = True, **filters: Any
) -> Dict[str, Optional[Any]]:
    """What an export is asked for, beside its format. What is as it is by default is not said."""
    style = {"partial": partial or None, "bom": bom or None, "guard_formulas": None if guard_formulas else False}
    return {**style, **filters}


class AsyncDownload:
    """Bytes of the gateway. Nothing is asked for before it is read; memory does not grow with it."""

    def __init__(self, session: AsyncSession, path: str, query: Optional[Mapping[str, Any]] = None) -> None:
        self._session = session
        self._path = path
        self._query = query

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes as they come."""
        reply = await self._session.open("GET", self._path, query=self._query)
        try:
            async for chunk in reply.chunks():
                yield chunk
        finally:
            await reply.close()

    async def read(self) -> bytes:
        """All of it."""
        content = bytearray()
        async for chunk in self.chunks():
            content += chunk
        return bytes(content)

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


class AsyncJobExport(AsyncDownload):
    """Tasks with their labels."""

    def __init__(self, session: AsyncSession, path: str, format: str, query: Mapping[str, Any]) -> None:
        super().__init__(session, path, {**query, "format": format})
        self._format = format

    async def __aiter__(self) -> AsyncIterator[Dict[str, Any]]:
        """Each line, parsed; for the formats whose lines are JSON."""
        if self._format not in ("jsonl", "ground_truth"):
            raise ValueError(f"{self._format} is not read line by line: use save() or chunks()")
        reply = await self._session.open("GET", self._path, query=self._query)
        try:
            async for line in reply.lines():
                yield json.loads(line)
        finally:
            await reply.close()
