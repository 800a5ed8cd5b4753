from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, Callable

import pytest
from conftest import SPEC, new_key
from crowd import NOBODYS_LANGUAGE
from flaky import Answer, Flaky
from server import Server

from asg_gateway import ASGGatewayConflictError, ASGGatewayHTTPError, ASGGatewayNotFoundError

TEXT = "Größe gut\n"
BYTES = TEXT.encode()
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.mark.parametrize("form", ["path", "bytes", "open file", "pipe"])
def test_an_asset_is_given_in_whatever_form_it_is_there(form: str, client: Any, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(BYTES)
    if form == "pipe":
        read, write = os.pipe()
        os.write(write, BYTES)
        os.close(write)
        with os.fdopen(read, "rb") as file:
            asset = client.upload_asset(file)
    elif form == "open file":
        with path.open("rb") as file:
            asset = client.upload_asset(file)
    else:
        asset = client.upload_asset(path if form == "path" else BYTES)
    assert (asset["sha256"], asset["data_url"], asset["bytes"]) == (SHA256, f"asset://{SHA256}", len(BYTES))
    assert client.upload_asset(BYTES) == asset
    assert client.get_asset(SHA256) == asset
    target = tmp_path / "again.txt"
    assert client.get_asset_content(SHA256).save(target) == len(BYTES)
    assert target.read_bytes() == client.get_asset_content(SHA256).read() == BYTES


def test_assets_are_listed_with_the_room_they_take_and_deleted_unless_they_are_shown(client: Any) -> None:
    given = [client.upload_asset(f"text {n}".encode())["sha256"] for n in range(3)]
    assert sorted(asset["sha256"] for asset in client.list_assets(page_size=2)) == sorted(given)
    usage = client.get_asset_usage()
    assert (usage["count"], usage["bytes"]) == (3, 18)
    assert usage["bytes_max"] > usage["bytes"]
    task = client.submit_task("sentiment", f"asset://{given[0]}", SPEC, language=NOBODYS_LANGUAGE)
    with pytest.raises(ASGGatewayConflictError):
        client.delete_asset(given[0])
    client.cancel_task(task["task_id"])
    client.delete_asset(given[0])
    client.delete_asset(given[1])
    with pytest.raises(ASGGatewayNotFoundError):
        client.get_asset(given[1])
    with pytest.raises(ASGGatewayNotFoundError):
        client.get_asset_content(given[1]).read()
    assert client.get_asset_usage()["count"] == 1


def test_what_is_no_asset_is_refused_and_an_upload_that_was_turned_away_is_sent_again(
    server: Server, make_client: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(BYTES)
    with Flaky(server.url) as network:
        client = make_client(new_key(server.url), network.url)
        with pytest.raises(FileNotFoundError):
            client.upload_asset(tmp_path / "nowhere")
        with pytest.raises(ASGGatewayHTTPError, match="PDF") as refused:
            client.upload_asset(b"%PDF-1.7 and more")
        assert refused.value.status == 415
        network.script = [Answer(429, {"Retry-After": "0"})]
        with path.open("rb") as file:
            assert client.upload_asset(file)["sha256"] == SHA256


def test_what_a_task_shows_is_deleted_and_its_label_stays(client: Any) -> None:
    task = client.submit_task("sentiment", None, SPEC, text=TEXT, metadata={"n": 1})
    client.poll_result(task["task_id"], timeout=60)
    left = client.delete_task_content(task["task_id"])
    assert (left["data_url"], left["metadata"], left["status"]) == ("", None, "settled")
    assert client.get_result(task["task_id"])["consensus_label"] == "cat"
    assert list(client.list_assets()) == []


def test_sensitive_items_say_so_on_tasks_batches_and_jobs(client: Any) -> None:
    url = "https://example.com/1.jpg"
    task = client.submit_task("moderation", url, SPEC, sensitive=True)
    assert client.get_task(task["task_id"])["sensitive"] is True
    plain = {"type": "moderation", "data_url": url, "label_spec": SPEC}
    batch = client.submit_batch([plain, plain], sensitive=True)
    assert all(client.get_task(task_id)["sensitive"] for task_id in batch["task_ids"])
    job = client.upload_job(b'{"data_url":"https://example.com/1.jpg"}', "moderation", SPEC, sensitive=True)
    assert client.get_job(job["job_id"])["sensitive"] is True
