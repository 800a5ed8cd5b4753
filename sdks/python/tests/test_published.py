"""The examples of the published documentation, to the letter but for ids; key and address are in the environment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from conftest import SPEC, new_key
from crowd import NOBODYS_LANGUAGE, Crowd
from server import Server

from asg_gateway import ASGGatewayClient, ASGGatewayNotFoundError

PUBLISHED = Path(__file__).parent / "published"


@pytest.fixture
def key(server: Server, crowd: Crowd) -> str:
    return new_key(server.url)


def run(server: Server, key: str, *examples: str) -> str:
    """What a program of these examples prints."""
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(examples)],
        env={**os.environ, "API_KEY": key, "ASG_BASE_URL": server.url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_the_quickstart_prints_a_label_and_a_txid(server: Server, key: str) -> None:
    submit = (PUBLISHED / "quickstart_submit.py").read_text("utf-8")
    poll = (PUBLISHED / "quickstart_poll.py").read_text("utf-8")
    submitted = run(server, key, submit)
    found = re.fullmatch(r"\{'task_id': '(tsk_\w+)', 'status': 'pending', 'created_at': '[\d:.TZ-]+'\}\n", submitted)
    assert found is not None, submitted
    printed = run(server, key, submit, poll.replace("tsk_XXX", found[1]))
    label_and_txid = printed.splitlines()[-1]
    assert re.fullmatch(r"cat [0-9a-f]{64}", label_and_txid), printed
    # For those who look at what a test printed (pytest -rP).
    print(submitted + label_and_txid)


def test_retrieving_results_prints_the_label(server: Server, key: str) -> None:
    task_id = ASGGatewayClient(key, server.url).submit_task("sentiment", "https://example.com/a", SPEC)["task_id"]
    example = (PUBLISHED / "retrieving_results.py").read_text("utf-8")
    assert run(server, key, example.replace("tsk_xxx", task_id)) == "cat\n"


def test_get_result_raises_what_is_not_2xx_and_gives_the_202_as_it_is(server: Server, key: str) -> None:
    with ASGGatewayClient(key, server.url) as client:
        task = client.submit_task("sentiment", "https://example.com/a", SPEC, language=NOBODYS_LANGUAGE)
        raw = requests.get(
            f"{server.url}/v1/tasks/{task['task_id']}/result", headers={"Authorization": f"Bearer {key}"}, timeout=30
        )
        assert raw.status_code == 202
        assert client.get_result(task["task_id"]) == raw.json()
        with pytest.raises(ASGGatewayNotFoundError, match="task not found"):
            client.get_result("tsk_xxx")
