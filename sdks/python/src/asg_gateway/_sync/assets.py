# Written by tools/write_sync.py from _async/assets.py: change that file, not this one.
"""Images and texts that are given by value."""

from __future__ import annotations

from typing import Union, cast

from .._requests import PAGE_SIZE, path_of
from ..types import Asset, Task
from .operations import Operations
from .pages import Pages


class AssetOperations(Operations):
    """What a client does with assets, and with what tasks show."""

    def upload_asset(self, content: Union[bytes, str]) -> Asset:
        """Gives an image or a text; tasks name it by the ``data_url`` of this answer. A ``str`` is sent as UTF-8."""
        body = content.encode("utf-8") if isinstance(content, str) else content
        answer = self._session.call("POST", "/v1/assets", content=body, is_repeatable=True)
        return cast(Asset, answer)

    def get_asset(self, sha256: str) -> Asset:
        """An asset."""
        return cast(Asset, self._session.call("GET", path_of("/v1/assets/{}", sha256)))

    def list_assets(self, *, page_size: int = PAGE_SIZE) -> Pages[Asset]:
        """Your assets, the newest first."""
        return Pages(self._session, "/v1/assets", {"limit": page_size})

    def delete_asset(self, sha256: str, *, retire_gold: bool = False) -> None:
        """Deletes an asset, every byte of it. Refused while an open task, or gold of yours, shows it.

        `retire_gold`: such gold is given out no more instead.
        """
        query = {"retire_gold": retire_gold or None}
        self._session.call("DELETE", path_of("/v1/assets/{}", sha256), query=query)

    def delete_task_content(self, task_id: str) -> Task:
        """Deletes what a task shows, once it has ended; its label and its receipt stay."""
        path = path_of("/v1/tasks/{}/content", task_id)
        return cast(Task, self._session.call("DELETE", path, is_repeatable=True))
