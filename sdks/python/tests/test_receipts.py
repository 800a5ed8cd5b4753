from __future__ import annotations

import copy
import json
import random
import time
from typing import Any, Dict, Iterator, List, Tuple

import pytest
from conftest import SPEC
from server import REPOSITORY

from asg_gateway import InvalidReceiptError, verify_receipt

URL = "https://example.com/image.jpg"
Place = Tuple[Any, ...]


def stored(name: str) -> Dict[str, Any]:
    vector: Dict[str, Any] = json.loads((REPOSITORY / f"contract/vectors/receipts/{name}.json").read_text("utf-8"))
    receipt: Dict[str, Any] = vector["receipt"]
    return receipt


MINED, SEEN = stored("ok-mined"), stored("ok-seen")


def test_the_receipt_of_a_paid_label_verifies_with_all_that_is_known_of_it(client: Any) -> None:
    task = client.submit_task("image_classification", URL, SPEC)
    result = client.poll_result(task["task_id"], timeout=60)
    deadline = time.monotonic() + 60
    while (receipt := client.get_receipt(task["task_id"]))["status"] == "seen":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    known = {"task_id": task["task_id"], "data_url": URL, "label_spec": SPEC, "consensus_label": "cat"}
    report = verify_receipt(receipt, **known).raise_if_failed()
    assert (report.ok, report.mined, report.warnings) == (True, True, ["local chain: not real money"])
    assert receipt["txid"] == result["bsv_txid"]
    assert verify_receipt(receipt, trusted_blocks=[receipt["block_hash"]]).ok
    with pytest.raises(InvalidReceiptError, match="content: the label and the data URL that you gave"):
        verify_receipt(receipt, **{**known, "consensus_label": "dog", "data_url": f"{URL}?"}).raise_if_failed()


def test_a_report_names_every_step_in_order_and_stops_at_the_first_that_failed() -> None:
    names = ["format", "leaf", "content", "path", "commitment", "transaction", "proof", "header", "proof_of_work"]
    report = verify_receipt({**MINED, "leaf_hash": MINED["root"]})
    assert [step.step for step in report.steps] == names
    assert [step.ok for step in report.steps] == [True, False, *[None] * 7]
    unmined = verify_receipt(SEEN)
    assert (unmined.ok, unmined.mined, len(unmined.warnings)) == (True, False, 2)
    assert [step.step for step in unmined.steps if step.ok is None] == ["content", "proof", "header", "proof_of_work"]


@pytest.mark.parametrize(
    ("receipt", "detail"),
    [
        ([], "it is not a JSON object"),
        ({}, "version must be 1 or 2: a newer receipt needs a newer verifier"),
        ({**MINED, "version": True}, "version must be 1 or 2: a newer receipt needs a newer verifier"),
        ({**MINED, "txid": None}, "txid must be 32 bytes of lower-case hex"),
        ({**MINED, "txid": f"{MINED['txid']}\n"}, "txid must be 32 bytes of lower-case hex"),
        ({**MINED, "leaf_index": True}, "leaf_index must be a whole number from 0 to 4294967295"),
        ({**MINED, "leaf": {**MINED["leaf"], "salt": 7}}, "leaf.salt must be 16 bytes of lower-case hex"),
        ({**MINED, "path": [{**MINED["path"][0], "side": "up"}]}, 'path.0.side must be "left" or "right"'),
        ({**MINED, "note": "x"}, "note is not a field of a receipt"),
        ({**SEEN, "bump": MINED["bump"]}, 'bump must not be there while status is "seen"'),
    ],
)
def test_a_refusal_of_the_form_names_the_field_and_the_rule(receipt: Any, detail: str) -> None:
    report = verify_receipt(receipt)
    assert (report.failed, report.steps[0].detail, report.receipt) == ("format", detail, None)


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*place, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from places(inner, (*place, i))
    else:
        yield place


def changed(receipt: Any, place: Place, change: Any) -> Any:
    copied = holder = copy.deepcopy(receipt)
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = change(holder[place[-1]])
    return copied


@pytest.mark.parametrize("receipt", [MINED, SEEN, stored("ok-1000-leaves")], ids=["mined", "seen", "1000 leaves"])
def test_no_receipt_survives_the_change_of_a_digit_of_its_hex(receipt: Dict[str, Any]) -> None:
    rng = random.Random("digits")

    def other_digit(text: str) -> str:
        at = rng.randrange(len(text))
        return text[:at] + format(int(text[at], 16) ^ rng.randrange(1, 16), "x") + text[at + 1 :]

    for place in places(receipt):
        value = receipt
        for key in place:
            value = value[key]
        if not isinstance(value, str) or len(value) < 32 or not set(value) <= set("0123456789abcdef"):
            continue
        for _ in range(60):
            tampered = changed(receipt, place, other_digit)
            # A parent's id in the BEEF of one that is not mined is a hint: the transaction covers the real one.
            is_hint = receipt["status"] == "seen" and tampered["tx"][80:] == receipt["tx"][80:] and place == ("tx",)
            assert is_hint or not verify_receipt(tampered).ok, place


def test_whatever_is_put_in_the_place_of_a_field_nothing_raises_and_nothing_passes() -> None:
    anything: List[Any] = [None, True, 0, -1, 1.5, float("nan"), 2**70, "", "x", "\ud800", [], {}, [{}], {"a": 1}, b"x"]
    for place in [*places(MINED), ("leaf",), ("path",), ("path", 0)]:
        for value in anything:
            assert not verify_receipt(changed(MINED, place, lambda _, value=value: value)).ok, (place, value)
    for value in anything:
        assert verify_receipt(value).failed == "format"


def test_numbers_and_texts_count_as_in_json() -> None:
    as_floats = copy.deepcopy(MINED)
    for fields, name in ((as_floats, "leaf_index"), (as_floats, "block_height"), (as_floats["leaf"], "worker_count")):
        fields[name] = float(fields[name])
    assert verify_receipt(as_floats).ok
    for label, failed in (("🐈" * 500, "leaf"), ("🐈" * 501, "format"), ("\ud83d", "format")):
        assert verify_receipt({**MINED, "leaf": {**MINED["leaf"], "consensus_label": label}}).failed == failed
    assert verify_receipt(MINED, data_url="\ud83d", label_spec={**SPEC, "question": "\ud83d"}).failed == "content"


def test_a_hostile_file_costs_no_more_than_its_size() -> None:
    hostile: List[Tuple[str, Any]] = [
        ("format", {**MINED, "path": [MINED["path"][0]] * 1_000_000}),
        ("format", {**MINED, "tx": "ab" * 9_000_000}),
        ("transaction", {**MINED, "tx": "0200beef"}),
        ("transaction", {**MINED, "tx": "0200beefffffffffffffffffff"}),
        ("transaction", {**MINED, "tx": f"0200beef00fe00ffffff{'02' * 1_000_000}"}),
        ("transaction", {**SEEN, "tx": f"0200beef00010001000000feffffffff{'00' * 1_000_000}"}),
        ("proof", {**MINED, "bump": f"01ff{'00' * 500_000}"}),
        ("path", {**MINED, "leaf_index": 0, "tree_size": 2**32}),
        ("format", f"[1{'0' * 1_000_000}1]"),
        ("format", f"[0.{'0' * 1_000_000}1]"),
    ]
    for failed, receipt in hostile:
        assert verify_receipt(receipt).failed == failed


def test_blocks_to_trust_are_a_list() -> None:
    with pytest.raises(TypeError, match="not one text"):
        verify_receipt(MINED, trusted_blocks=MINED["block_hash"])
