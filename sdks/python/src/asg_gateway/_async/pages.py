"""Lists that come a page at a time."""

from __future__ import annotations

from typing import Any, AsyncIterator, Generic, List, Mapping, TypeVar

from .session import AsyncSession

T = TypeVar("T")


class AsyncPages(Generic[T]):
    """All entries of a list, in its order; pages are fetched as they are needed. Can be gone through again."""

    def __init__(self, session: AsyncSession, path: str, query: Mapping[str, Any], field: str = "data") -> None:
        self._session = session
        self._path = path
        self._query = query
        self._field = field

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for entry in page:
                yield entry

    async def pages(self) -> AsyncIterator[List[T]]:
        """The entries, a page at a time."""
        cursor = None
        while True:
            page = await self._session.call("GET", self._path, query={**self._query, "cursor": cursor})
            yield page[self._field]
            cursor = page.get("next_cursor")
            if cursor is None:
                return
