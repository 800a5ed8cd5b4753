"""Results, their proofs, and what customers say of them."""

from __future__ import annotations

import time
from typing import Any, Mapping, Optional, Sequence, Union, cast

from .._requests import new_idempotency_key, path_of, without_nones
from ..errors import (
    ASGGatewayConnectionError,
    ASGGatewayError,
    ASGGatewayHTTPError,
    ASGGatewayTimeoutError,
    ASGGatewayValidationError,
)
from ..types import (
    Accuracy,
    ConsensusPolicy,
    LabelValue,
    Receipt,
    Result,
    ResultPending,
    Review,
    ReviewOfTask,
    SubmittedTask,
    Task,
    TaskReview,
)
from .operations import AsyncOperations

#: Longest time that a server is asked to hold back an answer; proxies end what takes much longer.
_WAIT_SECONDS_MAX = 30


class AsyncResultOperations(AsyncOperations):
    """What a client does with the labels of tasks."""

    async def get_result(self, task_id: str, *, include_units: bool = False) -> Union[Result, ResultPending]:
        """What there is now: the result, or ``{"status": "in_progress", "message"}`` while it is being labelled.

        That is an answer with 202, and no error: only what is not 2xx is raised. A task that ended without a label
        raises :class:`ASGGatewayTaskExpiredError` or :class:`ASGGatewayTaskCancelledError`.

        :param include_units: with ``units``, what the value was decided by: of kinds other than choice.
        """
        return await self._result(task_id, {"include": "units"} if include_units else {}, 0)

    async def poll_result(
        self, task_id: str, timeout: float = 300, interval: float = 5, *, until: str = "settled"
    ) -> Result:
        """The result, once the label is paid for, with its ``bsv_txid``.

        A server that can holds back its answer until there is one; others are asked every ``interval`` seconds.

        :param timeout: seconds after which it gives up, and raises :class:`ASGGatewayTimeoutError`.
        :param interval: least number of seconds between two questions.
        :param until: ``settled``, or ``decided`` for the label alone: a little sooner, without a transaction yet.
        :raises ASGGatewayTaskExpiredError: there will be no label: no consensus in time.
        :raises ASGGatewayTaskCancelledError: there will be no label: the task was cancelled.
        """
        if until not in ("settled", "decided"):
            raise ValueError(f'until must be "settled" or "decided", not {until!r}')
        deadline = time.monotonic() + timeout
        can_wait = True
        seen: Optional[Result] = None
        trouble: Optional[ASGGatewayError] = None
        has_answered = False
        while True:
            asked_at = time.monotonic()
            wait = int(max(0, min(_WAIT_SECONDS_MAX, deadline - asked_at))) if can_wait else 0
            query = {"wait": wait, "until": until} if wait > 0 else {}
            try:
                answer = await self._result(task_id, query, wait)
                has_answered, trouble = True, None
                if "consensus_label" in answer:
                    seen = cast(Result, answer)
                    if until == "decided" or seen["status"] == "settled":
                        return seen
            except ASGGatewayValidationError:
                if wait == 0:
                    raise
                # It does not know how to wait.
                can_wait = False
                continue
            except (ASGGatewayConnectionError, ASGGatewayHTTPError) as error:
                # Once it has answered, what passes is waited for.
                if not has_answered or (isinstance(error, ASGGatewayHTTPError) and not error.retryable):
                    raise
                trouble = error
            now = time.monotonic()
            if now >= deadline:
                raise _too_late(task_id, timeout, seen) from trouble
            await self._session.transport.sleep(max(0, min(asked_at + interval, deadline) - now))

    async def _result(self, task_id: str, query: Mapping[str, Any], wait: float) -> Union[Result, ResultPending]:
        path = path_of("/v1/tasks/{}/result", task_id)
        return cast(Union[Result, ResultPending], await self._session.call("GET", path, query=query, wait=wait))

    async def get_receipt(self, task_id: str) -> Receipt:
        """The proof of a settled task's label: keep it beside the label, and see ``verify_receipt``.

        Its ``status`` goes from ``seen`` over ``mined`` to ``final``: fetch it again when the transaction is mined.
        """
        return cast(Receipt, await self._session.call("GET", path_of("/v1/tasks/{}/receipt", task_id)))


class AsyncReviewOperations(AsyncOperations):
    """What a client does to check labels. Label, payment and receipt stay as they are."""

    async def review_task(
        self,
        task_id: str,
        verdict: str,
        label: Optional[str] = None,
        *,
        value: Optional[LabelValue] = None,
        note: Optional[str] = None,
    ) -> Review:
        """Accepts or corrects the label of a task. Sent again it changes nothing; another takes its place.

        :param verdict: ``accepted``, or ``corrected``: also of a task that expired without a label.
        :param label: with ``corrected``: the option that is right, and not the one that was decided.
        :param value: the same of a kind other than choice: ``4``, ``{"item": "model-a"}``, ``{"options": ["spam"]}``.
        :param note: your own words on it, up to 1,000 characters.
        :returns: ``verdict``, ``label`` (what counts for you), ``consensus_label``, ``note``, by whom and when.
        :raises ASGGatewayValidationError: ``details`` name the field: ``verdict``, ``label`` or ``note``.
        :raises ASGGatewayNotFoundError: you have no such task.
        :raises ASGGatewayConflictError: ``not_reviewable``: it is open or cancelled, or has no label to accept.
        """
        path = path_of("/v1/tasks/{}/review", task_id)
        body = without_nones({"verdict": verdict, "label": label, "value": value, "note": note})
        return cast(Review, await self._session.call("PUT", path, json_value=body, is_repeatable=True))

    async def review_tasks(self, reviews: Sequence[Union[ReviewOfTask, Mapping[str, Any]]]) -> Sequence[TaskReview]:
        """Reviews 1 to 1,000 tasks; all reviews are kept or none.

        :param reviews: ``{"task_id", "verdict", "label"?, "value"?, "note"?}`` each, each task once.
        :returns: as ``review_task`` does, each with its ``task_id``, in the order given.
        :raises ASGGatewayValidationError: ``details`` name each that cannot be kept: ``reviews.3.label``.
        """
        body = {"reviews": list(reviews)}
        answer = await self._session.call("POST", "/v1/tasks/reviews", json_value=body, is_repeatable=True)
        return cast(Sequence[TaskReview], answer["reviews"])

    async def withdraw_review(self, task_id: str) -> Task:
        """Takes back what you said of a label; nothing happens where you said nothing.

        :raises ASGGatewayNotFoundError: you have no such task.
        """
        path = path_of("/v1/tasks/{}/review", task_id)
        return cast(Task, await self._session.call("DELETE", path, is_repeatable=True))

    async def relabel_task(
        self,
        task_id: str,
        *,
        redundancy: Optional[int] = None,
        consensus_threshold: Optional[int] = None,
        consensus: Optional[Union[ConsensusPolicy, Mapping[str, Any]]] = None,
        crowd: Optional[str] = None,
        own_for: Optional[int] = None,
        pay_own: Optional[bool] = None,
        qualification: Optional[Mapping[str, Any]] = None,
        callback_url: Optional[str] = None,
        priority: Optional[int] = None,
        expires_in: Optional[int] = None,
        idempotency_key: Optional[str] = None,
    ) -> SubmittedTask:
        """Asks others about a task again: a second task, with its own cost and receipt; ``relabel_of`` is the first.

        What is left out is as the first task had it.

        :param redundancy: labels before the first evaluation, 2 to 10, in place of both of the next.
        :param consensus_threshold: with ``consensus``, ``crowd`` and the others as in ``submit_task``.
        :param idempotency_key: your own name for this request: sent again, it is the same second task.
        :raises ASGGatewayConflictError: ``reason`` says why: ``task_open``, ``item_gone``, ``idempotency_conflict``,
            or ``already_relabelled``: the latest second task is still open.
        :raises ASGGatewayNotFoundError: you have no such task.
        :raises ASGGatewayInsufficientFundsError: it costs what your balance has not; ``missing_sats`` says how much.
        :raises ASGGatewayForbiddenError: the quota is used up.
        """
        body = {
            "redundancy": redundancy,
            "consensus_threshold": consensus_threshold,
            "consensus": consensus,
            "crowd": crowd,
            "own_for": own_for,
            "pay_own": pay_own,
            "qualification": qualification,
            "callback_url": callback_url,
            "priority": priority,
            "expires_in": expires_in,
            "idempotency_key": idempotency_key or new_idempotency_key(),
        }
        path = path_of("/v1/tasks/{}/relabel", task_id)
        answer = await self._session.call("POST", path, json_value=without_nones(body), is_repeatable=True)
        return cast(SubmittedTask, answer)

    async def get_accuracy(
        self, *, job_id: Optional[str] = None, batch_id: Optional[str] = None, template: Optional[str] = None
    ) -> Accuracy:
        """How many labels of a job, a batch or a template are right, and what to review: give one of the three.

        :returns: ``expected_accuracy`` and half its 95 % interval as ``margin`` (None: nothing is decided), the
            ``corrections`` by option, and in ``plan`` which reviews tell most.
        :raises ASGGatewayNotFoundError: you have no such job or batch.
        """
        query = without_nones({"job_id": job_id, "batch_id": batch_id, "template": template})
        return cast(Accuracy, await self._session.call("GET", "/v1/stats/accuracy", query=query))


def _too_late(task_id: str, timeout: float, seen: Optional[Result]) -> ASGGatewayTimeoutError:
    stands = (
        "is still being labelled"
        if seen is None
        else f"is decided ({seen['consensus_label']}) but not paid yet; until='decided' does not wait for that"
    )
    return ASGGatewayTimeoutError(f"{task_id} {stands} after {timeout:g} s", task_id, seen)
