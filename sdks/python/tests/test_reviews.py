from __future__ import annotations

from typing import Any

import pytest
from conftest import SPEC
from crowd import NOBODYS_LANGUAGE

from asg_gateway import ASGGatewayConflictError, ASGGatewayNotFoundError, ASGGatewayValidationError

RIGHT, OTHER = SPEC["options"]


def decided(client: Any, count: int = 1) -> Any:
    urls = [f"https://example.com/{n}.jpg" for n in range(count)]
    batch = client.submit_batch([{"type": "image_classification", "data_url": url, "label_spec": SPEC} for url in urls])
    for task_id in batch["task_ids"]:
        client.poll_result(task_id, until="decided")
    return batch


def test_a_label_is_corrected_accepted_and_taken_back(client: Any) -> None:
    [task_id] = decided(client)["task_ids"]
    review = client.review_task(task_id, "corrected", OTHER, note="By its tail")
    assert (review["label"], review["consensus_label"], review["note"]) == (OTHER, RIGHT, "By its tail")
    assert client.review_task(task_id, "corrected", OTHER, note="By its tail") == review
    assert client.get_task(task_id)["review"] == review
    assert [task["task_id"] for task in client.list_tasks(review="corrected")] == [task_id]
    assert client.review_task(task_id, "accepted")["label"] == RIGHT
    assert list(client.list_tasks(review="corrected")) == []
    assert "review" not in client.withdraw_review(task_id)
    assert client.get_result(task_id)["consensus_label"] == RIGHT


def test_what_cannot_be_reviewed_is_refused_by_name(client: Any) -> None:
    waiting = client.submit_task("sentiment", "https://example.com/1.txt", SPEC, language=NOBODYS_LANGUAGE)
    with pytest.raises(ASGGatewayConflictError) as refused:
        client.review_task(waiting["task_id"], "accepted")
    assert refused.value.reason == "not_reviewable"
    [task_id] = decided(client)["task_ids"]
    for label in (None, RIGHT, "cow"):
        with pytest.raises(ASGGatewayValidationError) as invalid:
            client.review_task(task_id, "corrected", label)
        assert [one["field"] for one in invalid.value.details] == ["label"]
    with pytest.raises(ASGGatewayNotFoundError):
        client.withdraw_review("tsk_1")


def test_many_are_reviewed_or_none_and_counted_in_the_accuracy(client: Any) -> None:
    batch = decided(client, 3)
    ids = batch["task_ids"]
    with pytest.raises(ASGGatewayValidationError) as refused:
        client.review_tasks([{"task_id": ids[0], "verdict": "accepted"}, {"task_id": "tsk_1", "verdict": "accepted"}])
    assert [one["field"] for one in refused.value.details] == ["reviews.1.task_id"]
    kept = client.review_tasks(
        [
            {"task_id": ids[0], "verdict": "accepted"},
            {"task_id": ids[1], "verdict": "corrected", "label": OTHER},
        ]
    )
    assert [(one["task_id"], one["label"]) for one in kept] == [(ids[0], RIGHT), (ids[1], OTHER)]
    accuracy = client.get_accuracy(batch_id=batch["batch_id"])
    assert (accuracy["tasks"], accuracy["reviewed"], accuracy["corrected"]) == (3, 2, 1)
    assert accuracy["corrections"] == [[0, 1], [0, 0]]
    assert 0 < accuracy["expected_accuracy"] < 1
    with pytest.raises(ASGGatewayNotFoundError):
        client.get_accuracy(job_id="job_01JRCZ8Q4M3V7T5N9K2H6X0WAB")


def test_others_are_asked_again_one_at_a_time(client: Any) -> None:
    [task_id] = decided(client)["task_ids"]
    # The crowd of three labelled it, so that nobody is left to end the second task.
    second = client.relabel_task(task_id, redundancy=2, idempotency_key="again")["task_id"]
    again = client.relabel_task(task_id, redundancy=2, idempotency_key="again")
    assert (again["task_id"], again["idempotent"]) == (second, True)
    with pytest.raises(ASGGatewayConflictError) as refused:
        client.relabel_task(task_id)
    assert refused.value.reason == "already_relabelled"
    task = client.get_task(second)
    assert (task["relabel_of"], task["consensus_threshold"]) == (task_id, 2)
    assert client.get_task(task_id)["relabelled_by"] == second
    client.cancel_task(second)
    assert client.relabel_task(task_id)["task_id"] != second
