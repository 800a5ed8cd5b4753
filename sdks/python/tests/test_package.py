"""What is published: it builds, installs in an empty environment, and types a user's project."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import new_key
from crowd import Crowd
from server import Server
from test_readme import examples

PROJECT = Path(__file__).parent.parent


def run(*command: object, **env: str) -> str:
    answer = subprocess.run(
        [str(part) for part in command], env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive; the wheel is made from the latter."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, PROJECT)
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, archives: Path) -> Path:
    """The Python of an environment with nothing but the package and what it needs."""
    folder = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    [wheel] = archives.glob("*.whl")
    install(python, wheel)
    return python


def install(python: Path, requirement: object) -> None:
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", requirement)


def test_the_archives_hold_the_package_and_nothing_else(archives: Path) -> None:
    [wheel], [source] = archives.glob("*.whl"), archives.glob("*.tar.gz")
    assert wheel.name == "asg_gateway-0.1.0-py3-none-any.whl"
    names = zipfile.ZipFile(wheel).namelist()
    assert "asg_gateway/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {"asg_gateway", "asg_gateway-0.1.0.dist-info"}
    with tarfile.open(source) as archive:
        parts = {name.split("/")[1] for name in archive.getnames()}
    assert parts <= {"src", "README.md", "LICENSE", "pyproject.toml", "PKG-INFO", ".gitignore"}


def test_pypi_takes_the_archives_and_shows_their_readme(archives: Path) -> None:
    printed = run(sys.executable, "-m", "twine", "check", "--strict", *archives.iterdir(), NO_COLOR="1")
    assert printed.count("PASSED") == 2
    [wheel] = archives.glob("*.whl")
    metadata = zipfile.ZipFile(wheel).read("asg_gateway-0.1.0.dist-info/METADATA").decode()
    for wanted in ("License-Expression: Apache-2.0", "Project-URL: Documentation, https://", "Classifier: Typing"):
        assert wanted in metadata


def test_the_installed_package_labels_a_task_without_httpx(
    empty: Path, server: Server, crowd: Crowd, tmp_path: Path
) -> None:
    env = {"ASG_API_KEY": new_key(server.url), "ASG_BASE_URL": server.url, "PYTHONPATH": ""}
    program = """
import asg_gateway
client = asg_gateway.ASGGatewayClient()
task = client.submit_task("sentiment", "https://example.com/a", {"question": "?", "options": ["good", "bad"]})
print(client.poll_result(task["task_id"])["consensus_label"], asg_gateway.__file__)
try:
    asg_gateway.AsyncASGGatewayClient
except ImportError as error:
    print(error)
"""
    printed = run(empty, "-W", "error", "-c", program, **env)
    assert printed.startswith("good ")
    assert "site-packages" in printed
    assert "needs httpx: pip install 'asg-gateway[async]'" in printed


def test_a_users_project_is_clean_under_mypy_strict_and_a_wrong_one_is_not(
    empty: Path, archives: Path, tmp_path: Path
) -> None:
    [wheel] = archives.glob("*.whl")
    install(empty, f"{wheel}[async]")
    (tmp_path / "project.py").write_text(examples(), "utf-8")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", empty, "--config-file="]
    run(*mypy, tmp_path / "project.py")
    wrong = """
from asg_gateway import ASGGatewayClient
client = ASGGatewayClient()
result = client.poll_result("tsk_1")
print(result["consensus_lable"])
client.submit_task("sentiment", 7, {"question": "?", "options": []})
client.get_result("tsk_1")["consensus_label"]
"""
    (tmp_path / "wrong.py").write_text(wrong, "utf-8")
    answer = subprocess.run(
        [str(part) for part in [*mypy, tmp_path / "wrong.py"]], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1
    assert "consensus_lable" in answer.stdout
    assert '"int"; expected "str | None"' in answer.stdout
    assert '"ResultPending" has no key "consensus_label"' in answer.stdout


def test_the_sync_client_is_what_the_asyncio_one_makes() -> None:
    run(sys.executable, PROJECT / "tools" / "write_sync.py", "--check")
