"""The examples of docs/kinds.md in Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import new_key
from server import Server

from asg_gateway import ASGGatewayClient

GUIDE = Path(__file__).parents[3] / "docs" / "kinds.md"


def test_the_examples_of_the_guide_submit_what_they_say(server: Server) -> None:
    examples = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    key = new_key(server.url)
    env = {**os.environ, "ASG_API_KEY": key, "ASG_BASE_URL": server.url}
    submitted = []
    for example in examples:
        answer = subprocess.run(
            [sys.executable, "-c", example], env=env, capture_output=True, text=True, timeout=60, check=False
        )
        assert answer.returncode == 0, answer.stderr
        with ASGGatewayClient(key, base_url=server.url) as client:
            task = client.get_task(answer.stdout.strip())
        submitted.append((task["task_type"], task["label_spec"]["agreement_bar"]))
    assert submitted == [("multi_label", 0.5), ("text_spans", 0.6)]
