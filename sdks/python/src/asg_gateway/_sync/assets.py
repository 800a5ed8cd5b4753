# Written by tools/write_sync.py from _async/assets.py: change that file, not this one.
"""Images and texts that are given by value, and gold."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence, Union, cast

from .._requests import PAGE_SIZE, path_of, without_nones
from .._upload import ManifestFile, file_of
from ..types import Asset, AssetPage, AssetUsage, ComparedItem, GoldAdded, OwnGold, Task
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


class GoldOperations(Operations):
    """What a client does with gold of its own: it measures who labels its tasks, or teaches them the question."""

    def add_gold(
        self,
        type: str,
        label_spec: Mapping[str, Any],
        gold_label: str,
        *,
        data_url: Optional[str] = None,
        text: Optional[str] = None,
        items: Optional[Sequence[Union[ComparedItem, Mapping[str, Any]]]] = None,
        use: Optional[str] = None,
        reason: Optional[str] = None,
        feedback: Optional[bool] = None,
        crowd: Optional[str] = None,
        language: Optional[str] = None,
        sensitive: Optional[bool] = None,
    ) -> OwnGold:
        """Adds an item, by ``data_url`` or as a ``text``.

        :param gold_label: one of the options; of a kind other than choice the value as JSON: ``"4"``.
        :param items: of a ``comparison``, as in ``submit_task``.
        :param use: ``"test"``, among your tasks and unmarked (the default), or ``"practice"``.
        :param reason: why the answer is right; workers are told in practice, and never else.
        """
        body = {
            "type": type,
            "label_spec": dict(label_spec),
            "gold_label": gold_label,
            "data_url": data_url,
            "data": None if text is None else {"text": text},
            "items": None if items is None else list(items),
            "use": use,
            "reason": reason,
            "feedback": feedback,
            "crowd": crowd,
            "language": language,
            "sensitive": sensitive,
        }
        return cast(OwnGold, self._session.call("POST", "/v1/gold", json_value=without_nones(body)))

    def import_gold(self, file: ManifestFile) -> GoldAdded:
        """Adds the rows of a file of JSONL or CSV, told by its content: all of them, or none.

        Where rows are bad, the error's ``details`` name each of them.
        """
        upload = file_of(file, "application/x-ndjson")
        return cast(GoldAdded, self._session.call("POST", "/v1/gold/import", upload=upload))

    def make_gold_of_task(
        self,
        task_id: str,
        label: Optional[str] = None,
        *,
        reason: Optional[str] = None,
        use: Optional[str] = None,
    ) -> OwnGold:
        """Makes gold of a task that was decided, once. ``label``: by default your correction, else what was decided."""
        path = path_of("/v1/tasks/{}/gold", task_id)
        body = without_nones({"label": label, "reason": reason, "use": use})
        return cast(OwnGold, self._session.call("POST", path, json_value=body, is_repeatable=True))

    def list_gold(
        self,
        *,
        state: Optional[str] = None,
        use: Optional[str] = None,
        template: Optional[str] = None,
        sort: Optional[str] = None,
        page_size: int = PAGE_SIZE,
    ) -> Pages[OwnGold]:
        """Your gold with hits and misses: ``state`` active or retired, ``sort`` newest or misses first."""
        query = {"state": state, "use": use, "template": template, "sort": sort, "limit": page_size}
        return Pages(self._session, "/v1/gold", query)

    def change_gold(self, gold_id: str, use: str, *, crowd: Optional[str] = None) -> OwnGold:
        """Sets an item apart for ``"practice"``, or mixes it among your tasks (``"test"``)."""
        body = without_nones({"use": use, "crowd": crowd})
        return cast(OwnGold, self._session.call("PATCH", path_of("/v1/gold/{}", gold_id), json_value=body))

    def retire_gold(self, gold_id: str) -> OwnGold:
        """Gives an item out no more. Its answers stay counted."""
        path = path_of("/v1/gold/{}/retire", gold_id)
        return cast(OwnGold, self._session.call("POST", path, is_repeatable=True))
