# Written by tools/write_sync.py from _async/client.py: change that file, not this one.
"""The client."""

from __future__ import annotations

import json
import time
from datetime import datetime
from types import TracebackType
from typing import Any, Mapping, Optional, Sequence, Type, Union, cast

from .._requests import moment, new_idempotency_key, path_of, without_nones
from .._settings import api_key_of
from .._upload import ManifestFile, upload_of
from ..errors import (
    ASGGatewayConnectionError,
    ASGGatewayError,
    ASGGatewayHTTPError,
    ASGGatewayTimeoutError,
    ASGGatewayValidationError,
)
from ..types import (
    ApiKeys,
    Batch,
    BucketCredentials,
    ConsensusPolicy,
    CreatedKey,
    CreatedWebhook,
    Customer,
    Delivery,
    Disagreement,
    Health,
    Invoice,
    Job,
    JobDelivery,
    JobError,
    LabelSpec,
    Receipt,
    RegisteredCustomer,
    Result,
    ResultPending,
    Stats,
    SubmitTask,
    SubmittedBatch,
    SubmittedJob,
    SubmittedLabelSpec,
    SubmittedTask,
    Task,
    Usage,
    Webhook,
    Webhooks,
)
from .events import EventStream
from .export import JobExport
from .pages import Pages
from .session import Session
from .transport import HTTPClient

Spec = Union[SubmittedLabelSpec, LabelSpec, Mapping[str, Any]]
#: Longest time that a server is asked to hold back an answer; proxies end what takes much longer.
_WAIT_SECONDS_MAX = 30
_PAGE_SIZE = 100


class ASGGatewayClient:
    """Submits tasks to an ASG Gateway and fetches their labels.

    :param api_key: by default what ``ASG_API_KEY`` holds.
    :param base_url: by default what ``ASG_BASE_URL`` holds, else ``https://api.asgrefinery.io``.
    :param timeout: seconds without an answer after which a request is given up.
    :param max_retries: how often a request is sent again that failed for want of a connection, with 408, 429 or 5xx.
        Submissions carry an idempotency key, so that they are made once however often they are sent.
    :param http_client: sends the requests, e.g. through a proxy; it stays open when the client is closed.
    """

    def __init__(
        self,
        api_key: Optional[str] = None,
        base_url: Optional[str] = None,
        *,
        timeout: float = 30,
        max_retries: int = 3,
        http_client: Optional[HTTPClient] = None,
    ) -> None:
        self._session = Session(
            api_key_of(api_key), base_url, timeout=timeout, max_retries=max_retries, http_client=http_client
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._session.base_url!r})"

    @property
    def base_url(self) -> str:
        """Where the gateway is."""
        return self._session.base_url

    def close(self) -> None:
        """Ends the connections."""
        self._session.close()

    def __enter__(self) -> ASGGatewayClient:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()

    # Tasks

    def submit_task(
        self,
        task_type: str,
        data_url: str,
        label_spec: Spec,
        consensus_threshold: int = 3,
        callback_url: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        *,
        metadata: Optional[Mapping[str, Any]] = None,
        language: Optional[str] = None,
        priority: Optional[int] = None,
        expires_in: Optional[int] = None,
        consensus: Optional[Union[ConsensusPolicy, Mapping[str, Any]]] = None,
    ) -> SubmittedTask:
        """Submits a task; takes 1 from the quota.

        :param task_type: e.g. ``image_classification``; ``types.SubmitTask`` has them all.
        :param data_url: https URL of the image or text to label.
        :param label_spec: ``{"question", "options", "instructions"?}``.
        :param consensus_threshold: labels that are collected before the first evaluation, 2 to 10.
        :param callback_url: told of the outcome in place of your webhooks.
        :param idempotency_key: your own name for this task: submitted again, it is the same task. Without one each
            call makes a task of its own, however often it has to be sent.
        :param metadata: your own JSON object, up to 4 KiB.
        :param language: BCP 47; only workers who list it get the task.
        :param priority: 0 to 9, 9 first; 5 by default.
        :param expires_in: seconds after which it expires if it is still undecided.
        :param consensus: how labels decide, e.g. ``{"early_stop": True}``, or
            ``{"policy": "adaptive", "target_confidence": 0.95}``: one label at a time until it is that sure.
        """
        body = {
            "type": task_type,
            "data_url": data_url,
            "label_spec": label_spec,
            "consensus_threshold": consensus_threshold,
            "callback_url": callback_url,
            "idempotency_key": idempotency_key or new_idempotency_key(),
            "metadata": metadata,
            "language": language,
            "priority": priority,
            "expires_in": expires_in,
            "consensus": consensus,
        }
        answer = self._session.call("POST", "/v1/tasks", json_value=without_nones(body), is_repeatable=True)
        return cast(SubmittedTask, answer)

    def submit_batch(
        self,
        tasks: Sequence[Union[SubmitTask, Mapping[str, Any]]],
        callback_url: Optional[str] = None,
        *,
        idempotency_key: Optional[str] = None,
    ) -> SubmittedBatch:
        """Submits 1 to 1,000 tasks; all are accepted or none.

        :param tasks: each as the API takes it: ``{"type", "data_url", "label_spec", …}``.
        :param idempotency_key: your own name for this batch: submitted again, it is the same batch.
        """
        answer = self._session.call(
            "POST",
            "/v1/tasks/batch",
            json_value=without_nones({"tasks": list(tasks), "callback_url": callback_url}),
            idempotency_key=idempotency_key or new_idempotency_key(),
        )
        return cast(SubmittedBatch, answer)

    def get_batch(self, batch_id: str) -> Batch:
        """How the tasks of a batch stand, counted by status."""
        return cast(Batch, self._session.call("GET", path_of("/v1/batches/{}", batch_id)))

    def get_task(self, task_id: str) -> Task:
        """A task."""
        return cast(Task, self._session.call("GET", path_of("/v1/tasks/{}", task_id)))

    def list_tasks(
        self,
        *,
        status: Optional[str] = None,
        task_type: Optional[str] = None,
        batch_id: Optional[str] = None,
        job_id: Optional[str] = None,
        created_after: Union[datetime, str, None] = None,
        created_before: Union[datetime, str, None] = None,
        page_size: int = _PAGE_SIZE,
    ) -> Pages[Task]:
        """Your tasks, the newest first."""
        query = {
            "status": status,
            "type": task_type,
            "batch_id": batch_id,
            "job_id": job_id,
            "created_after": moment(created_after),
            "created_before": moment(created_before),
            "limit": page_size,
        }
        return Pages(self._session, "/v1/tasks", query)

    def cancel_task(self, task_id: str) -> Task:
        """Cancels a task that is not decided yet. Gives the quota back if no label arrived."""
        path = path_of("/v1/tasks/{}/cancel", task_id)
        return cast(Task, self._session.call("POST", path, is_repeatable=True))

    def get_result(self, task_id: str) -> Union[Result, ResultPending]:
        """What there is now: the result, or ``{"status": "in_progress", "message"}`` while it is being labelled.

        That is an answer with 202, and no error: only what is not 2xx is raised. A task that ended without a label
        raises :class:`ASGGatewayTaskExpiredError` or :class:`ASGGatewayTaskCancelledError`.
        """
        return self._result(task_id, {}, 0)

    def poll_result(self, task_id: str, timeout: float = 300, interval: float = 5, *, until: str = "settled") -> Result:
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
                answer = self._result(task_id, query, wait)
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
            self._session.transport.sleep(max(0, min(asked_at + interval, deadline) - now))

    def _result(self, task_id: str, query: Mapping[str, Any], wait: float) -> Union[Result, ResultPending]:
        path = path_of("/v1/tasks/{}/result", task_id)
        return cast(Union[Result, ResultPending], self._session.call("GET", path, query=query, wait=wait))

    def get_receipt(self, task_id: str) -> Receipt:
        """The proof of a settled task's label: keep it beside the label, and see ``verify_receipt``.

        Its ``status`` goes from ``seen`` over ``mined`` to ``final``: fetch it again when the transaction is mined.
        """
        return cast(Receipt, self._session.call("GET", path_of("/v1/tasks/{}/receipt", task_id)))

    def events(self, last_event_id: Optional[str] = None) -> EventStream:
        """What happens to your tasks and jobs, as it happens; goes on by itself over lost connections.

        :param last_event_id: begins after this event; ``"0"`` with the first there is; None with what comes next.
        """
        return EventStream(self._session, last_event_id)

    # Jobs

    def create_job(
        self,
        manifest_url: str,
        task_type: str,
        label_spec: Spec,
        consensus_threshold: Optional[int] = None,
        callback_url: Optional[str] = None,
        *,
        name: Optional[str] = None,
        label_attribute_name: Optional[str] = None,
        consensus: Optional[Union[ConsensusPolicy, Mapping[str, Any]]] = None,
        credentials: Optional[Union[BucketCredentials, Mapping[str, Any]]] = None,
        delivery: Optional[Union[JobDelivery, Mapping[str, Any]]] = None,
    ) -> SubmittedJob:
        """Submits a manifest: JSONL at an ``s3://``, ``gs://`` or https URL, a task a line.

        :param consensus: how labels decide, as in ``submit_task``.
        :param credentials: S3 ``{"access_key_id", "secret_access_key", "region"?, "endpoint"?}``, GCS
            ``{"service_account_json"}``.
        :param delivery: writes the results to a bucket: ``{"type", "bucket", "prefix"?, "format"?}``.
        """
        body = {
            "manifest_url": manifest_url,
            "task_type": task_type,
            "label_spec": label_spec,
            "consensus_threshold": consensus_threshold,
            "callback_url": callback_url,
            "name": name,
            "label_attribute_name": label_attribute_name,
            "consensus": consensus,
            "credentials": credentials,
            "delivery": delivery,
        }
        return cast(SubmittedJob, self._session.call("POST", "/v1/jobs", json_value=without_nones(body)))

    def upload_job(
        self,
        file: ManifestFile,
        task_type: str,
        label_spec: Spec,
        consensus_threshold: Optional[int] = None,
        callback_url: Optional[str] = None,
        *,
        name: Optional[str] = None,
        label_attribute_name: Optional[str] = None,
        consensus: Optional[Union[ConsensusPolicy, Mapping[str, Any]]] = None,
        credentials: Optional[Union[BucketCredentials, Mapping[str, Any]]] = None,
        delivery: Optional[Union[JobDelivery, Mapping[str, Any]]] = None,
    ) -> SubmittedJob:
        """As ``create_job``, with a manifest that is sent along.

        :param file: a path, bytes, or a file open for reading bytes; it is streamed.
        """
        fields = {
            "task_type": task_type,
            "label_spec": json.dumps(label_spec),
            "consensus_threshold": None if consensus_threshold is None else str(consensus_threshold),
            "callback_url": callback_url,
            "name": name,
            "label_attribute_name": label_attribute_name,
            "consensus": None if consensus is None else json.dumps(consensus),
            "credentials": None if credentials is None else json.dumps(credentials),
            "delivery": None if delivery is None else json.dumps(delivery),
        }
        upload = upload_of(without_nones(fields), file)
        return cast(SubmittedJob, self._session.call("POST", "/v1/jobs", upload=upload))

    def get_job(self, job_id: str) -> Job:
        """How a job stands."""
        return cast(Job, self._session.call("GET", path_of("/v1/jobs/{}", job_id)))

    def list_jobs(self, *, page_size: int = _PAGE_SIZE) -> Pages[Job]:
        """Your jobs, the newest first."""
        return Pages(self._session, "/v1/jobs", {"limit": page_size})

    def list_job_errors(self, job_id: str, *, page_size: int = _PAGE_SIZE) -> Pages[JobError]:
        """The lines of a manifest that became no task, each with the reason."""
        return Pages(self._session, path_of("/v1/jobs/{}/errors", job_id), {"limit": page_size})

    def export_job(self, job_id: str, format: str = "jsonl", *, partial: bool = False) -> JobExport:
        """The tasks of a job with their labels: go through it for its rows, or ``save`` it.

        :param format: ``jsonl``, ``csv``, or ``ground_truth``, the output manifest of SageMaker Ground Truth.
        :param partial: what there is, before the job has ended.
        """
        return JobExport(self._session, path_of("/v1/jobs/{}/export", job_id), format, partial)

    def cancel_job(self, job_id: str) -> Job:
        """Cancels a job: no further line is read, and its tasks that are not decided yet are cancelled."""
        return cast(Job, self._session.call("POST", path_of("/v1/jobs/{}/cancel", job_id)))

    # Webhooks

    def register_webhook(
        self, callback_url: str, secret: Optional[str] = None, events: Optional[Sequence[str]] = None
    ) -> CreatedWebhook:
        """Has a URL told of what happens to your tasks; see ``verify_webhook`` for its side.

        :param secret: signs the messages; without it one is made, and is in this answer alone.
        :param events: default: ``task.settled``; ``types.Webhook`` has them all.
        """
        body = {
            "callback_url": callback_url,
            "secret": secret,
            "events": None if events is None else list(events),
        }
        return cast(CreatedWebhook, self._session.call("POST", "/v1/webhooks", json_value=without_nones(body)))

    def list_webhooks(self) -> Webhooks:
        """Your webhooks, as ``{"data": […]}``, the oldest first."""
        return cast(Webhooks, self._session.call("GET", "/v1/webhooks"))

    def update_webhook(
        self,
        webhook_id: str,
        *,
        active: Optional[bool] = None,
        events: Optional[Sequence[str]] = None,
        secret: Optional[str] = None,
    ) -> Webhook:
        """Switches a webhook on or off, changes its events or its secret; what is left out stays."""
        body = {"active": active, "events": None if events is None else list(events), "secret": secret}
        path = path_of("/v1/webhooks/{}", webhook_id)
        return cast(Webhook, self._session.call("PATCH", path, json_value=without_nones(body)))

    def delete_webhook(self, webhook_id: str) -> None:
        """Removes a webhook; deliveries on their way are given up."""
        self._session.call("DELETE", path_of("/v1/webhooks/{}", webhook_id))

    def test_webhook(self, webhook_id: str) -> Delivery:
        """Sends a sample message to a webhook."""
        return cast(Delivery, self._session.call("POST", path_of("/v1/webhooks/{}/test", webhook_id)))

    def list_deliveries(self, webhook_id: str, *, page_size: int = _PAGE_SIZE) -> Pages[Delivery]:
        """What was sent to a webhook and what it answered, the newest first."""
        path = path_of("/v1/webhooks/{}/deliveries", webhook_id)
        return Pages(self._session, path, {"limit": page_size})

    def list_failed_deliveries(self, *, page_size: int = _PAGE_SIZE) -> Pages[Delivery]:
        """Deliveries that were given up, of all receivers. One that is replayed leaves the list."""
        return Pages(self._session, "/v1/webhooks/deliveries", {"limit": page_size})

    def replay_delivery(self, delivery_id: str) -> Delivery:
        """Sends a delivery again, with the same ``webhook-id``."""
        path = path_of("/v1/webhooks/deliveries/{}/replay", delivery_id)
        return cast(Delivery, self._session.call("POST", path))

    # Account

    @classmethod
    def register_customer(cls, name: str, email: str, base_url: Optional[str] = None) -> RegisteredCustomer:
        """Registers a customer; the ``api_key`` in the answer is shown this once."""
        session = Session(None, base_url)
        try:
            body = {"name": name, "email": email}
            answer = session.call("POST", "/v1/customers", json_value=body)
        finally:
            session.close()
        return cast(RegisteredCustomer, answer)

    def get_customer(self) -> Customer:
        """Your account, with the quota that is left."""
        return cast(Customer, self._session.call("GET", "/v1/customers/me"))

    def create_key(self, name: Optional[str] = None) -> CreatedKey:
        """Makes another API key, which is shown this once. To rotate: make one, use it, revoke the old one."""
        body = without_nones({"name": name})
        return cast(CreatedKey, self._session.call("POST", "/v1/customers/me/keys", json_value=body))

    def list_keys(self) -> ApiKeys:
        """The API keys in force, as ``{"data": […]}``, the oldest first."""
        return cast(ApiKeys, self._session.call("GET", "/v1/customers/me/keys"))

    def revoke_key(self, key_id: str) -> None:
        """Revokes an API key: it opens nothing from now on. The last one cannot be revoked."""
        self._session.call("DELETE", path_of("/v1/customers/me/keys/{}", key_id))

    def get_usage(self, month: Optional[str] = None) -> Usage:
        """What was settled in a month and what it cost. ``month``: ``YYYY-MM``, the present one by default."""
        return cast(Usage, self._session.call("GET", "/v1/billing/usage", query={"month": month}))

    def list_invoices(self, *, page_size: int = _PAGE_SIZE) -> Pages[Invoice]:
        """Months with payments and the present one, the newest first."""
        return Pages(self._session, "/v1/billing/invoices", {"limit": page_size}, "invoices")

    def get_invoice_csv(self, month: str) -> str:
        """The invoice of a month (``YYYY-MM``) as CSV: a line for each day with payments, and the total."""
        path = path_of("/v1/billing/invoices/{}.csv", month)
        return cast(str, self._session.call("GET", path, is_text=True))

    def get_stats(self, from_date: Optional[str] = None, to_date: Optional[str] = None) -> Stats:
        """Counts, confidence, settlement times, cost and agreement between two UTC days (``YYYY-MM-DD``)."""
        query = {"from": from_date, "to": to_date}
        return cast(Stats, self._session.call("GET", "/v1/stats", query=query))

    def list_disagreements(self, month: Optional[str] = None, *, page_size: int = _PAGE_SIZE) -> Pages[Disagreement]:
        """Tasks closed in a month (``YYYY-MM``) that most deserve a look, the most doubtful first."""
        return Pages(self._session, "/v1/stats/disagreements", {"month": month, "limit": page_size})

    def get_health(self) -> Health:
        """Whether the gateway runs, with its version and payment network."""
        return cast(Health, self._session.call("GET", "/v1/health"))


def _too_late(task_id: str, timeout: float, seen: Optional[Result]) -> ASGGatewayTimeoutError:
    stands = (
        "is still being labelled"
        if seen is None
        else f"is decided ({seen['consensus_label']}) but not paid yet; until='decided' does not wait for that"
    )
    return ASGGatewayTimeoutError(f"{task_id} {stands} after {timeout:g} s", task_id, seen)
