"""Tasks."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Mapping, Optional, Sequence, Union, cast

from .._requests import PAGE_SIZE, RANKING_SECONDS, Spec, moment, new_idempotency_key, path_of, without_nones
from ..types import (
    Batch,
    ComparedItem,
    ConsensusPolicy,
    Ranking,
    SubmitTask,
    SubmittedBatch,
    SubmittedPrediction,
    SubmittedTask,
    Task,
    TaskLists,
)
from .export import AsyncJobExport, export_query
from .operations import AsyncOperations
from .pages import AsyncPages

Predictions = Sequence[Union[SubmittedPrediction, Mapping[str, Any]]]


class AsyncTaskOperations(AsyncOperations):
    """What a client does with tasks."""

    async def submit_task(
        self,
        task_type: str,
        data_url: Optional[str],
        label_spec: Spec,
        consensus_threshold: int = 3,
        callback_url: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        *,
        text: Optional[str] = None,
        items: Optional[Sequence[Union[ComparedItem, Mapping[str, Any]]]] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        language: Optional[str] = None,
        sensitive: Optional[bool] = None,
        crowd: Optional[str] = None,
        own_for: Optional[int] = None,
        pay_own: Optional[bool] = None,
        qualification: Optional[Mapping[str, Any]] = None,
        priority: Optional[int] = None,
        expires_in: Optional[int] = None,
        consensus: Optional[Union[ConsensusPolicy, Mapping[str, Any]]] = None,
        predictions: Optional[Predictions] = None,
    ) -> SubmittedTask:
        """Submits a task; takes 1 from the quota.

        :param task_type: e.g. ``image_classification``; ``types.SubmitTask`` has them all.
        :param data_url: https URL of the image or text to label, or ``asset://…``; None with ``text``.
            Of a ``comparison``: what is shown above its items, if anything is.
        :param label_spec: ``{"question", "options", "instructions"?}``. A ``rating`` has a ``scale`` in place of
            options, ``{"from": 1, "to": 5}``; ``multi_label`` and ``rating`` may have an ``agreement_bar``.
            ``bounding_boxes`` and ``text_spans`` have ``classes``, and may have ``start_with``: the model among
            ``predictions`` whose marks workers begin with.
        :param consensus_threshold: labels that are collected before the first evaluation, 2 to 10.
        :param callback_url: told of the outcome in place of your webhooks.
        :param idempotency_key: your own name for this task: submitted again, it is the same task. Without one each
            call makes a task of its own, however often it has to be sent.
        :param text: the text itself, up to 64 KiB, in place of ``data_url``.
        :param items: of a ``comparison``: ``{"id", "data_url"}`` or ``{"id", "data": {"text"}}`` each, 2 to 6.
        :param metadata: your own JSON object, up to 4 KiB.
        :param language: BCP 47; only workers who list it get the task.
        :param sensitive: the item may disturb: only workers who take such items get it, covered at first.
        :param crowd: whose people label it: ``public`` (default), ``own`` or ``own_then_public``.
        :param own_for: with ``own_then_public``: seconds after which the public gets it; an hour by default.
        :param pay_own: own people are paid, from a funded balance; by default they are not.
        :param qualification: ``{"practice": 0.8}``: only for workers who got so much of its practice right.
        :param priority: 0 to 9, 9 first; 5 by default.
        :param expires_in: seconds after which it expires if it is still undecided.
        :param consensus: how labels decide, e.g. ``{"early_stop": True}``, or
            ``{"policy": "adaptive", "target_confidence": 0.95}``: one label at a time until it is that sure.
        :param predictions: what models of yours say, ``{"model", "label"}`` or ``{"model", "scores"}`` each.
        """
        body = {
            "type": task_type,
            "data_url": data_url,
            "data": None if text is None else {"text": text},
            "items": None if items is None else list(items),
            "label_spec": label_spec,
            "consensus_threshold": consensus_threshold,
            "callback_url": callback_url,
            "idempotency_key": idempotency_key or new_idempotency_key(),
            "metadata": metadata,
            "language": language,
            "sensitive": sensitive,
            "crowd": crowd,
            "own_for": own_for,
            "pay_own": pay_own,
            "qualification": qualification,
            "priority": priority,
            "expires_in": expires_in,
            "consensus": consensus,
            "predictions": None if predictions is None else list(predictions),
        }
        answer = await self._session.call("POST", "/v1/tasks", json_value=without_nones(body), is_repeatable=True)
        return cast(SubmittedTask, answer)

    async def submit_batch(
        self,
        tasks: Sequence[Union[SubmitTask, Mapping[str, Any]]],
        callback_url: Optional[str] = None,
        *,
        sensitive: Optional[bool] = None,
        crowd: Optional[str] = None,
        own_for: Optional[int] = None,
        pay_own: Optional[bool] = None,
        qualification: Optional[Mapping[str, Any]] = None,
        idempotency_key: Optional[str] = None,
    ) -> SubmittedBatch:
        """Submits 1 to 1,000 tasks; all are accepted or none.

        :param tasks: each as the API takes it: ``{"type", "data_url", "label_spec", …}``.
        :param sensitive: all of them may disturb, as in ``submit_task``.
        :param crowd: of those that say none; with ``own_for``, ``pay_own`` and ``qualification`` as in ``submit_task``.
        :param idempotency_key: your own name for this batch: submitted again, it is the same batch.
        """
        body = {
            "tasks": list(tasks),
            "callback_url": callback_url,
            "sensitive": sensitive,
            "crowd": crowd,
            "own_for": own_for,
            "pay_own": pay_own,
            "qualification": qualification,
        }
        answer = await self._session.call(
            "POST",
            "/v1/tasks/batch",
            json_value=without_nones(body),
            idempotency_key=idempotency_key or new_idempotency_key(),
        )
        return cast(SubmittedBatch, answer)

    async def get_batch(self, batch_id: str) -> Batch:
        """How the tasks of a batch stand, counted by status."""
        return cast(Batch, await self._session.call("GET", path_of("/v1/batches/{}", batch_id)))

    async def get_batch_ranking(self, batch_id: str) -> Ranking:
        """What the comparisons of a batch compare, the best first, by the labels that there are.

        :raises ASGGatewayConflictError: ``nothing_compared``, or ``too_much_to_rank``: 500 items, 20,000 labels.
        """
        path = path_of("/v1/batches/{}/ranking", batch_id)
        return cast(Ranking, await self._session.call("GET", path, wait=RANKING_SECONDS))

    def export_batch(
        self, batch_id: str, format: str = "jsonl", *, bom: bool = False, guard_formulas: bool = True
    ) -> AsyncJobExport:
        """The tasks of a batch with their labels, as they stand, in the formats of ``export_job``."""
        query = export_query(bom=bom, guard_formulas=guard_formulas)
        return AsyncJobExport(self._session, path_of("/v1/batches/{}/export", batch_id), format, query)

    def export_tasks(
        self,
        format: str = "jsonl",
        *,
        status: Optional[str] = None,
        task_type: Optional[str] = None,
        batch_id: Optional[str] = None,
        job_id: Optional[str] = None,
        created_after: Union[datetime, str, None] = None,
        created_before: Union[datetime, str, None] = None,
        bom: bool = False,
        guard_formulas: bool = True,
    ) -> AsyncJobExport:
        """Your tasks with their labels, those of ``list_tasks``, in the formats of ``export_job``."""
        query = export_query(
            bom=bom,
            guard_formulas=guard_formulas,
            status=status,
            type=task_type,
            batch_id=batch_id,
            job_id=job_id,
            created_after=moment(created_after),
            created_before=moment(created_before),
        )
        return AsyncJobExport(self._session, "/v1/tasks/export", format, query)

    async def get_task(self, task_id: str) -> Task:
        """A task."""
        return cast(Task, await self._session.call("GET", path_of("/v1/tasks/{}", task_id)))

    def list_tasks(
        self,
        *,
        status: Optional[str] = None,
        task_type: Optional[str] = None,
        batch_id: Optional[str] = None,
        job_id: Optional[str] = None,
        template: Optional[str] = None,
        answer: Optional[str] = None,
        metadata: Optional[Mapping[str, Any]] = None,
        created_after: Union[datetime, str, None] = None,
        created_before: Union[datetime, str, None] = None,
        decided_after: Union[datetime, str, None] = None,
        decided_before: Union[datetime, str, None] = None,
        confidence_from: Optional[float] = None,
        confidence_below: Optional[float] = None,
        review: Optional[str] = None,
        search: Optional[str] = None,
        sort: Optional[str] = None,
        order: Optional[str] = None,
        page_size: int = PAGE_SIZE,
    ) -> AsyncPages[Task]:
        """Your tasks, the newest first.

        :param answer: the option that they were decided on.
        :param metadata: members that theirs has, exactly; quick by the keys of ``list_tasks_by``.
        :param search: finds by id, idempotency key and listed metadata however old, then what mentions it.
        :param sort: ``created`` (default), ``decided`` or ``confidence``; the last two list what was decided.
        :param order: ``desc`` (default) or ``asc``.
        :param confidence_from: 0 to 1: only what was decided so surely or more; ``confidence_below``: less.
        :param review: what you said of the label: ``none``, ``accepted`` or ``corrected``.
        """
        query = {
            "status": status,
            "type": task_type,
            "batch_id": batch_id,
            "job_id": job_id,
            "template": template,
            "answer": answer,
            "metadata": None if metadata is None else json.dumps(metadata, ensure_ascii=False),
            "created_after": moment(created_after),
            "created_before": moment(created_before),
            "decided_after": moment(decided_after),
            "decided_before": moment(decided_before),
            "confidence_from": confidence_from,
            "confidence_below": confidence_below,
            "review": review,
            "search": search,
            "sort": sort,
            "order": order,
            "limit": page_size,
        }
        return AsyncPages(self._session, "/v1/tasks", query)

    async def list_tasks_by(self, keys: Sequence[str]) -> TaskLists:
        """Chooses by which keys of their metadata tasks are listed, 8 at most, in place of the present ones."""
        return cast(TaskLists, await self._session.call("PUT", "/v1/tasks/lists", json_value={"keys": list(keys)}))

    async def predict_task(self, task_id: str, predictions: Predictions) -> Task:
        """Says what models of yours think of an open task; they count from its next label on.

        :param predictions: ``{"model", "label"}`` or ``{"model", "scores"}`` each.
        """
        path = path_of("/v1/tasks/{}/predictions", task_id)
        body = {"predictions": list(predictions)}
        return cast(Task, await self._session.call("PUT", path, json_value=body))

    async def cancel_task(self, task_id: str) -> Task:
        """Cancels a task that is not decided yet. Gives the quota back if no label arrived."""
        path = path_of("/v1/tasks/{}/cancel", task_id)
        return cast(Task, await self._session.call("POST", path, is_repeatable=True))
