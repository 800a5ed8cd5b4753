from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from typing import Any, Callable

import pytest
from conftest import SPEC, new_key
from crowd import DISPUTED, NOBODYS_LANGUAGE, Crowd
from flaky import Answer, Flaky
from server import Server

from asg_gateway import (
    ASGGatewayConflictError,
    ASGGatewayForbiddenError,
    ASGGatewayNotFoundError,
    ASGGatewayTaskCancelledError,
    ASGGatewayTaskExpiredError,
    ASGGatewayTimeoutError,
    ASGGatewayValidationError,
)

URL = "https://example.com/image.jpg"


def test_a_task_goes_from_submission_to_a_paid_label(client: Any) -> None:
    task = client.submit_task(
        "image_classification", URL, SPEC, metadata={"order": 7}, priority=9, consensus={"early_stop": True}
    )
    result = client.poll_result(task["task_id"], timeout=60)
    assert (result["status"], result["consensus_label"]) == ("settled", "cat")
    assert result["settlement"]["bsv_txid"] == result["bsv_txid"]
    assert client.get_result(task["task_id"]) == result
    stored = client.get_task(task["task_id"])
    assert (stored["metadata"], stored["priority"]) == ({"order": 7}, 9)


def test_until_decided_is_the_label_and_maybe_no_payment_yet(client: Any) -> None:
    task = client.submit_task("image_classification", URL, SPEC)
    result = client.poll_result(task["task_id"], timeout=60, until="decided")
    assert result["consensus_label"] == "cat"
    with pytest.raises(ValueError, match="until"):
        client.poll_result(task["task_id"], until="paid")


def test_a_batch_is_counted_by_status_and_its_tasks_are_listed(client: Any) -> None:
    tasks = [{"type": "sentiment", "data_url": f"{URL}?{i}", "label_spec": SPEC} for i in range(25)]
    batch = client.submit_batch(tasks)
    assert len(batch["task_ids"]) == 25
    for task_id in batch["task_ids"]:
        client.poll_result(task_id, timeout=60)
    assert client.get_batch(batch["batch_id"])["counts"]["settled"] == 25
    listed = client.list_tasks(batch_id=batch["batch_id"], status="settled", page_size=10)
    assert [task["task_id"] for task in listed] == sorted(batch["task_ids"], reverse=True)
    assert [len(page) for page in listed.pages()] == [10, 10, 5]
    soon = datetime.now(timezone.utc) + timedelta(hours=1)
    assert list(client.list_tasks(created_after=soon)) == []
    assert len(list(client.list_tasks(created_before=soon, task_type="sentiment"))) == 25
    with pytest.raises(ValueError, match="time zone"):
        client.list_tasks(created_after=datetime(2026, 4, 9))


def test_one_bad_task_refuses_the_batch_and_is_named(client: Any) -> None:
    good = {"type": "sentiment", "data_url": URL, "label_spec": SPEC}
    with pytest.raises(ASGGatewayValidationError) as error:
        client.submit_batch([good, {**good, "data_url": ""}, {**good, "priority": 10}])
    assert [detail["field"] for detail in error.value.details] == ["tasks.1.data_url", "tasks.2.priority"]
    assert "tasks.2.priority must be at most 9" in str(error.value)
    assert list(client.list_tasks()) == []


def test_an_idempotency_key_names_one_task_and_calls_without_one_make_their_own(client: Any) -> None:
    first = client.submit_task("sentiment", URL, SPEC, idempotency_key="order-1")
    again = client.submit_task("sentiment", URL, SPEC, idempotency_key="order-1")
    assert (again["task_id"], again["idempotent"]) == (first["task_id"], True)
    with pytest.raises(ASGGatewayConflictError):
        client.submit_task("sentiment", f"{URL}?2", SPEC, idempotency_key="order-1")
    others = {client.submit_task("sentiment", URL, SPEC)["task_id"] for _ in range(2)}
    assert len(others | {first["task_id"]}) == 3


def test_a_task_without_consensus_is_an_error_of_its_own_with_the_labels_there_were(client: Any) -> None:
    spec = {"question": f"{DISPUTED}?", "options": ["cat", "dog", "bird"]}
    task = client.submit_task("sentiment", URL, spec, consensus={"max_labels": 3})
    with pytest.raises(ASGGatewayTaskExpiredError) as error:
        client.poll_result(task["task_id"], timeout=60)
    expired = error.value
    assert (expired.task_id, expired.task_status, expired.labels_received) == (task["task_id"], "expired", 3)
    assert expired.label_counts == {"cat": 1, "dog": 1, "bird": 1}
    assert "expired without a consensus" in str(expired)
    [doubtful] = client.list_disagreements()
    assert (doubtful["task_id"], doubtful["label_counts"]) == (task["task_id"], expired.label_counts)
    assert list(client.list_disagreements("2026-01")) == []


def test_a_task_may_be_decided_adaptively(client: Any) -> None:
    policy = {"policy": "adaptive", "target_confidence": 0.6, "max_labels": 3}
    task = client.submit_task("sentiment", URL, SPEC, consensus=policy)
    assert client.poll_result(task["task_id"], timeout=60)["consensus_label"] == "cat"
    chosen = client.get_task(task["task_id"])["consensus"]
    assert (chosen["policy"], chosen["target_confidence"], chosen["max_labels"]) == ("adaptive", 0.6, 3)


def test_a_cancelled_task_is_an_error_of_its_own(client: Any) -> None:
    task = client.submit_task("sentiment", URL, SPEC, language=NOBODYS_LANGUAGE)
    assert client.cancel_task(task["task_id"])["status"] == "cancelled"
    with pytest.raises(ASGGatewayTaskCancelledError, match="cancelled"):
        client.poll_result(task["task_id"], timeout=60)
    with pytest.raises(ASGGatewayTaskCancelledError):
        client.get_result(task["task_id"])
    assert client.cancel_task(task["task_id"])["status"] == "cancelled"


def test_a_task_that_has_its_label_cannot_be_cancelled(client: Any) -> None:
    task = client.submit_task("sentiment", URL, SPEC)
    client.poll_result(task["task_id"], timeout=60, until="decided")
    with pytest.raises(ASGGatewayConflictError, match="can no longer be cancelled"):
        client.cancel_task(task["task_id"])


def test_poll_result_gives_up_after_its_timeout_and_says_how_the_task_stands(client: Any) -> None:
    task = client.submit_task("sentiment", URL, SPEC, language=NOBODYS_LANGUAGE)
    with pytest.raises(ASGGatewayTimeoutError, match="still being labelled after 1 s") as error:
        client.poll_result(task["task_id"], timeout=1)
    assert (error.value.task_id, error.value.result) == (task["task_id"], None)
    assert isinstance(error.value, TimeoutError)


def test_a_label_that_is_not_paid_yet_is_in_the_error(server: Server, make_client: Callable[..., Any]) -> None:
    decided = '{"task_id": "tsk_1", "status": "verified", "consensus_label": "cat"}'
    with Flaky(server.url, [Answer(200, {"content-type": "application/json"}, decided)]) as network:
        client = make_client("sk_sandbox_any", network.url)
        with pytest.raises(ASGGatewayTimeoutError, match=r"decided \(cat\) but not paid yet") as error:
            client.poll_result("tsk_1", timeout=0)
        assert error.value.result is not None
        assert error.value.result["consensus_label"] == "cat"


def test_one_long_question_takes_the_place_of_many(
    server: Server, crowd: Crowd, make_client: Callable[..., Any]
) -> None:
    with Flaky(server.url) as network:
        client = make_client(new_key(server.url), network.url)
        task = client.submit_task("sentiment", URL, SPEC)
        client.poll_result(task["task_id"], timeout=60, interval=0.01)
        asked = network.of(f"/v1/tasks/{task['task_id']}/result")
        assert [seen.path.partition("?")[2] for seen in asked] == ["wait=30&until=settled"]


def test_a_server_that_cannot_wait_is_asked_at_intervals(
    server: Server, crowd: Crowd, make_client: Callable[..., Any]
) -> None:
    json_type = {"content-type": "application/json"}
    unknown = Answer(400, json_type, '{"error": "wait is not a known field"}')
    pending = Answer(202, json_type, '{"status": "in_progress", "message": "Task is still being labeled."}')
    with Flaky(server.url) as network:
        client = make_client(new_key(server.url), network.url)
        task = client.submit_task("sentiment", URL, SPEC)
        network.script = [unknown, pending, pending]
        started = time.monotonic()
        result = client.poll_result(task["task_id"], timeout=60, interval=0.2)
        assert result["consensus_label"] == "cat"
        assert time.monotonic() - started >= 0.4
        asked = [seen.path.partition("?")[2] for seen in network.of(f"/v1/tasks/{task['task_id']}/result")]
        assert asked[0] == "wait=30&until=settled"
        assert len(asked) >= 4
        assert set(asked[1:]) == {""}
        # The same of a server that takes the parameter for nothing, and answers at once.
        network.script = [pending, pending]
        client.poll_result(task["task_id"], timeout=60, interval=0.1)
        assert network.script == []


def test_poll_result_outlasts_a_server_that_is_away(
    server: Server, crowd: Crowd, make_client: Callable[..., Any]
) -> None:
    away = Answer(503, {}, "")
    with Flaky(server.url) as network:
        client = make_client(new_key(server.url), network.url, max_retries=0)
        task = client.submit_task("sentiment", URL, SPEC)
        pending = Answer(202, {"content-type": "application/json"}, '{"status": "in_progress"}')
        network.script = [pending, away, "drop", away]
        assert client.poll_result(task["task_id"], timeout=60, interval=0.01)["consensus_label"] == "cat"
        network.script = [pending, *[away] * 100]
        with pytest.raises(ASGGatewayTimeoutError) as error:
            client.poll_result(task["task_id"], timeout=0.2, interval=0.1)
        assert error.value.__cause__ is not None


def test_what_is_not_there_and_what_is_used_up_have_their_own_errors(client: Any) -> None:
    with pytest.raises(ASGGatewayNotFoundError, match="task not found") as error:
        client.poll_result("tsk_01KNS1T3G07KX33TPNNG2FR3J3", timeout=60)
    assert error.value.request_id is not None
    assert error.value.request_id in str(error.value)
    with pytest.raises(ValueError, match="id is missing"):
        client.get_task("")
    with pytest.raises(ASGGatewayNotFoundError):
        client.get_task("../customers/me")


def test_a_used_up_quota_is_forbidden(client: Any) -> None:
    task = {"type": "sentiment", "data_url": URL, "label_spec": SPEC}
    with pytest.raises(ASGGatewayForbiddenError, match="quota exhausted"):
        client.submit_batch([task] * 501)
    assert client.get_customer()["label_quota"] == 500
