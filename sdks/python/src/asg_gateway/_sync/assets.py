# Written by tools/write_sync.py from _async/assets.py: change that file, not this one.
"""Images and texts that are given by value."""

from __future__ import annotations

from typing import cast

from .._requests import PAGE_SIZE, path_of
from .._upload import ManifestFile, file_of
from ..types import Asset, AssetPage, AssetUsage, Task
from .export import Download
from .operations import Operations
from .pages import Pages


class AssetOperations(Operations):
    """What a client does with assets, and with what tasks show."""

    def upload_asset(self, file: ManifestFile) -> Asset:
        """Gives an image or a text; tasks name it by the ``data_url`` of this answer.

        The same bytes are one asset, however often they are given.

        :param file: a path, bytes, or a file open for reading bytes; it is streamed.
        """
        answer = self._session.call("POST", "/v1/assets", upload=file_of(file), is_repeatable=True)
        return cast(Asset, answer)

    def get_asset(self, sha256: str) -> Asset:
        """An asset."""
        return cast(Asset, self._session.call("GET", path_of("/v1/assets/{}", sha256)))

    def list_assets(self, *, page_size: int = PAGE_SIZE) -> Pages[Asset]:
        """Your assets, the newest first."""
        return Pages(self._session, "/v1/assets", {"limit": page_size})

    def get_asset_usage(self) -> AssetUsage:
        """How much room all your assets take, and how much they may."""
        page = cast(AssetPage, self._session.call("GET", "/v1/assets", query={"limit": 1}))
        return page["usage"]

    def get_asset_content(self, sha256: str) -> Download:
        """Its bytes, as they were given: ``read`` or ``save`` them."""
        return Download(self._session, path_of("/v1/assets/{}/content", sha256))

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
