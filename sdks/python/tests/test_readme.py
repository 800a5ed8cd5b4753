"""The examples of the README, in their order, as one program."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import new_key
from crowd import Crowd
from server import Server

OWN_SERVER = "http://localhost:8081"
README = Path(__file__).parent.parent / "README.md"


def examples() -> str:
    found = re.findall(r"^```python\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(found) >= 10
    return "\n".join(found)


def test_the_examples_run_and_print_a_label_and_a_txid(server: Server, crowd: Crowd, tmp_path: Path) -> None:
    program = examples()
    assert program.count(f'base_url="{OWN_SERVER}"') == 2, "the first calls are to the reader's server"
    program = program.replace(OWN_SERVER, server.url)
    env = {**os.environ, "ASG_API_KEY": new_key(server.url), "ASG_BASE_URL": server.url}
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    lines = answer.stdout.splitlines()
    assert re.fullmatch(r"cat [0-9a-f]{64}", lines[0]), lines[0]
    assert lines[-1] == "['cat', 'cat', 'cat', 'cat', 'cat']"
    for printed in ("label: cat", "True", "400", "VALIDATION_ERROR", "data_url must be an https URL"):
        assert printed in answer.stdout
    assert len((tmp_path / "results.csv").read_text().splitlines()) == 21


def test_what_the_readme_tells_of_the_client_is_there() -> None:
    import asg_gateway

    text = README.read_text("utf-8")
    for name in re.findall(r"`(ASGGateway\w+)`", text):
        assert hasattr(asg_gateway, name), name
    for method in re.findall(r"`(\w+)\([^`]*\)`", text):
        assert hasattr(asg_gateway.ASGGatewayClient, method) or hasattr(asg_gateway, method), method
