from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import SPEC
from crowd import NOBODYS_LANGUAGE

from asg_gateway import ASGGatewayConflictError, ASGGatewayHTTPError

RIGHT = SPEC["options"][0]


def test_gold_is_added_by_hand_and_by_file_listed_set_apart_and_retired(client: Any, tmp_path: Path) -> None:
    made = client.add_gold("sentiment", SPEC, RIGHT, text="So glad.", reason="It is glad.")
    assert (made["use"], made["source"], made["hits"], made["misses"]) == ("test", "hand", 0, 0)
    path = tmp_path / "gold.csv"
    options = "|".join(SPEC["options"])
    head = "type,text,question,options,gold_label\n"
    path.write_text(f"{head}sentiment,Good,{SPEC['question']},{options},{RIGHT}\n")
    assert client.import_gold(path) == {"added": 1}
    with pytest.raises(ASGGatewayHTTPError) as refused:
        client.import_gold(f"{head}sentiment,Good,{SPEC['question']},{options},nothing\n".encode())
    assert refused.value.details[0]["field"] == "lines.2.gold_label"
    listed = list(client.list_gold(page_size=1))
    assert [one["source"] for one in listed] == ["file", "hand"]
    assert client.change_gold(made["gold_id"], "practice")["use"] == "practice"
    assert [one["gold_id"] for one in client.list_gold(use="practice")] == [made["gold_id"]]
    assert client.retire_gold(made["gold_id"])["state"] == "retired"
    with pytest.raises(ASGGatewayConflictError):
        client.change_gold(made["gold_id"], "test")
    assert [one["gold_id"] for one in client.list_gold(state="retired", sort="misses")] == [made["gold_id"]]


def test_an_open_task_is_no_gold_yet(client: Any) -> None:
    task = client.submit_task("sentiment", "https://example.com/1.txt", SPEC, language=NOBODYS_LANGUAGE)
    with pytest.raises(ASGGatewayConflictError):
        client.make_gold_of_task(task["task_id"])
    client.cancel_task(task["task_id"])
    made = client.make_gold_of_task(task["task_id"], RIGHT, reason="I know.")
    assert (made["task_id"], made["gold_label"], made["source"]) == (task["task_id"], RIGHT, "task")
    assert client.make_gold_of_task(task["task_id"], RIGHT) == made
