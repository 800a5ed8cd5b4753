"""Results and their proofs."""

from __future__ import annotations

import time
from typing import Any, Mapping, Optional, Union, cast

from .._requests import path_of
from ..errors import (
    ASGGatewayConnectionError,
    ASGGatewayError,
    ASGGatewayHTTPError,
    ASGGatewayTimeoutError,
    ASGGatewayValidationError,
)
from ..types import Receipt, Result, ResultPending
from .operations import AsyncOperations

#: Longest time that a server is asked to hold back an answer; proxies end what takes much longer.
_WAIT_SECONDS_MAX = 30


class AsyncResultOperations(AsyncOperations):
    """What a client does with the labels of tasks."""

    async def get_result(self, task_id: str) -> Union[Result, ResultPending]:
        """What there is now: the result, or ``{"status": "in_progress", "message"}`` while it is being labelled.

        That is an answer with 202, and no error: only what is not 2xx is raised. A task that ended without a label
        raises :class:`ASGGatewayTaskExpiredError` or :class:`ASGGatewayTaskCancelledError`.
        """
        return await self._result(task_id, {}, 0)

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


def _too_late(task_id: str, timeout: float, seen: Optional[Result]) -> ASGGatewayTimeoutError:
    stands = (
        "is still being labelled"
        if seen is None
        else f"is decided ({seen['consensus_label']}) but not paid yet; until='decided' does not wait for that"
    )
    return ASGGatewayTimeoutError(f"{task_id} {stands} after {timeout:g} s", task_id, seen)
