from __future__ import annotations

from typing import Any

import pytest

from asg_gateway import ASGGatewayConflictError, ASGGatewayNotFoundError, ASGGatewayValidationError

SHORT, LONG = "model-a", "model-b"
ITEMS = [
    {"id": SHORT, "data": {"text": "The sea moves."}},
    {"id": LONG, "data": {"text": "The moon pulls the water up, twice a day."}},
]
TICKED = {"question": "What is wrong with it?", "options": ["spam", "insult", "threat"]}
RATED = {"question": "How clear is it?", "scale": {"from": 1, "to": 5}}


def paid(client: Any, task_id: str) -> Any:
    """The result, with what it was decided by; its receipt holds, and holds of nothing else."""
    result = client.poll_result(task_id)
    receipt = client.get_receipt(task_id)
    known = {"task_id": task_id, "data_url": client.get_task(task_id)["data_url"]}
    label = result["consensus_label"]
    report = verify_of(receipt, known, result["label_spec"], label)
    assert report.ok, report.steps
    assert report.receipt is not None
    assert (report.receipt["version"], report.receipt["leaf"]["kind"]) == (2, result["kind"])
    other = {**result["label_spec"], "agreement_bar": 0.25}
    assert verify_of(receipt, known, other, label).failed == "content"
    return client.get_result(task_id, include_units=True)


def verify_of(receipt: Any, known: Any, label_spec: Any, label: str) -> Any:
    from asg_gateway import verify_receipt

    return verify_receipt(receipt, label_spec=label_spec, consensus_label=label, **known)


def test_items_are_compared_and_ranked(client: Any) -> None:
    spec = {"question": "Which answer is better?"}
    task = client.submit_task("comparison", None, spec, text="Explain tides to a child.", items=ITEMS)
    result = paid(client, task["task_id"])
    assert result["consensus_value"] == {"item": LONG}
    assert result["consensus_label"] == '{"item":"model-b"}'
    assert [(one["name"], one["answer"]) for one in result["units"]] == [("best", LONG)]
    batch = client.submit_batch([{"type": "comparison", "label_spec": spec, "items": ITEMS}])
    [task_id] = batch["task_ids"]
    paid(client, task_id)
    ranking = client.get_batch_ranking(batch["batch_id"])
    assert [(one["item"], one["wins"], one["losses"]) for one in ranking["data"]] == [(LONG, 3, 0), (SHORT, 0, 3)]
    with pytest.raises(ASGGatewayNotFoundError):
        client.get_job_ranking("job_01JRCZ8Q4M3V7T5N9K2H6X0WAB")


def test_all_that_apply_are_ticked(client: Any) -> None:
    task = client.submit_task("multi_label", None, {**TICKED, "agreement_bar": 0.75}, text="Buy now, you idiot!")
    result = paid(client, task["task_id"])
    assert result["consensus_value"] == {"options": ["insult", "spam"]}
    assert [one["answer"] for one in result["units"]] == ["present", "present", "absent"]
    review = client.review_task(task["task_id"], "corrected", value={"none": True})
    assert (review["label"], review["value"]) == ('{"none":true}', {"none": True})
    batch = client.submit_batch([{"type": "multi_label", "label_spec": TICKED, "data": {"text": "Hello"}}])
    with pytest.raises(ASGGatewayConflictError) as refused:
        client.get_batch_ranking(batch["batch_id"])
    assert refused.value.reason == "nothing_compared"


def test_a_step_of_a_scale_is_decided(client: Any) -> None:
    task = client.submit_task("rating", None, RATED, text="Explain tides to a child.")
    result = paid(client, task["task_id"])
    assert (result["consensus_label"], result["consensus_value"], result["kind"]) == ("5", 5, "rating")
    gold = client.add_gold("rating", RATED, "4", text="The sea moves.")
    assert gold["gold_value"] == 4
    for spec, field in (
        ({"question": "How clear?"}, "label_spec.scale"),
        ({**RATED, "options": ["a", "b"]}, "label_spec.options"),
        ({**RATED, "agreement_bar": 2}, "label_spec.agreement_bar"),
    ):
        with pytest.raises(ASGGatewayValidationError) as invalid:
            client.submit_task("rating", None, spec, text="x")
        assert [one["field"] for one in invalid.value.details] == [field]
