# Written by tools/write_sync.py from _async/pages.py: change that file, not this one.
"""Lists that come a page at a time."""

from __future__ import annotations

from typing import Any, Generic, Iterator, List, Mapping, TypeVar

from .session import Session

T = TypeVar("T")


class Pages(Generic[T]):
    """All entries of a list, in its order; pages are fetched as they are needed. Can be gone through again."""

    def __init__(self, session: Session, path: str, query: Mapping[str, Any], field: str = "data") -> None:
        self._session = session
        self._path = path
        self._query = query
        self._field = field

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            for entry in page:
                yield entry

    def pages(self) -> Iterator[List[T]]:
        """The entries, a page at a time."""
        cursor = None
        while True:
            page = self._session.call("GET", self._path, query={**self._query, "cursor": cursor})
            yield page[self._field]
            cursor = page.get("next_cursor")
            if cursor is None:
                return
