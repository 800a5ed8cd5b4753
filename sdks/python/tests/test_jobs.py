from __future__ import annotations

import csv
import io
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest
from conftest import SPEC, new_key
from flaky import Answer, Flaky
from server import Server

from asg_gateway import ASGGatewayConflictError, ASGGatewayNotFoundError, ASGGatewayValidationError

ORDER = {"task_type": "image_classification", "label_spec": SPEC}


def manifest(count: int) -> bytes:
    lines = [json.dumps({"data_url": f"https://example.com/{i}.jpg", "metadata": {"n": i}}) for i in range(count)]
    return "\n".join([*lines, "no json", '{"data_url": ""}', ""]).encode()


def once(client: Any, job_id: str, *statuses: str) -> Any:
    deadline = time.monotonic() + 60
    while True:
        job = client.get_job(job_id)
        if job["status"] in statuses:
            return job
        assert time.monotonic() < deadline, job
        time.sleep(0.05)


@pytest.fixture
def hosted() -> Iterator[str]:
    """The address of a manifest."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = manifest(4)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/manifest.jsonl"
    server.shutdown()
    server.server_close()


def test_a_manifest_at_a_url_becomes_labels(client: Any, hosted: str, tmp_path: Path) -> None:
    submitted = client.create_job(hosted, **ORDER, name="animals-7", consensus={"early_stop": True})
    job = once(client, submitted["job_id"], "completed")
    assert job["consensus"]["early_stop"] is True
    assert (job["lines_accepted"], job["lines_rejected"], job["name"]) == (4, 2, "animals-7")
    assert [error["line"] for error in client.list_job_errors(job["job_id"], page_size=1)] == [5, 6]
    assert [listed["job_id"] for listed in client.list_jobs()] == [job["job_id"]]

    rows = list(client.export_job(job["job_id"]))
    assert [(row["metadata"]["n"], row["consensus_label"]) for row in rows] == [(n, "cat") for n in range(4)]
    target = tmp_path / "results.csv"
    size = client.export_job(job["job_id"], "csv").save(target)
    assert (target.stat().st_size, os.listdir(tmp_path)) == (size, ["results.csv"])
    table = list(csv.DictReader(io.StringIO(target.read_text("utf-8"))))
    assert [row["task_id"] for row in table] == [row["task_id"] for row in rows]
    with pytest.raises(ValueError, match="save"):
        list(client.export_job(job["job_id"], "csv"))
    ground_truth = list(client.export_job(job["job_id"], "ground_truth"))
    assert [row["animals-7"] for row in ground_truth] == [0] * 4


@pytest.mark.parametrize("form", ["path", "bytes", "open file", "pipe"])
def test_a_manifest_is_uploaded_in_whatever_form_it_is_there(form: str, client: Any, tmp_path: Path) -> None:
    content = manifest(3)
    path = tmp_path / "manifest.jsonl"
    path.write_bytes(content)
    if form == "pipe":
        read, write = os.pipe()
        os.write(write, content)
        os.close(write)
        with os.fdopen(read, "rb") as file:
            submitted = client.upload_job(file, **ORDER)
    elif form == "open file":
        with path.open("rb") as file:
            submitted = client.upload_job(file, **ORDER, consensus_threshold=2, consensus={"early_stop": True})
    else:
        submitted = client.upload_job(path if form == "path" else content, **ORDER)
    job = once(client, submitted["job_id"], "completed")
    assert (job["lines_accepted"], job["lines_rejected"], job["manifest_url"]) == (3, 2, None)
    is_open_file = form == "open file"
    assert (job["consensus_threshold"], job["consensus"]["early_stop"]) == (2 if is_open_file else 3, is_open_file)


def test_a_column_of_a_table_is_what_a_model_says(client: Any) -> None:
    table = b'data_url,predictions.small-1\nhttps://example.com/1.jpg,dog\nhttps://example.com/2.jpg,"{""cat"":3,""dog"":1}"\n'
    spec = {**SPEC, "class_shares": dict.fromkeys(SPEC["options"], 1), "ordinal": True}
    order = {"task_type": "image_classification", "label_spec": spec, "consensus": {"policy": "adaptive"}}
    job = once(client, client.upload_job(table, **order)["job_id"], "labeling", "completed")
    tasks = [client.get_task(listed["task_id"]) for listed in client.list_tasks(job_id=job["job_id"])]
    said = sorted((task["predictions"] for task in tasks), key=lambda predictions: str(predictions[0]["label"]))
    assert said == [
        [{"model": "small-1", "label": "cat", "scores": {"cat": 0.75, "dog": 0.25}}],
        [{"model": "small-1", "label": "dog"}],
    ]
    assert tasks[0]["label_spec"]["ordinal"] is True
    open_task = client.submit_task("sentiment", "https://example.com/3.txt", SPEC, consensus={"policy": "adaptive"})
    later = client.predict_task(open_task["task_id"], [{"model": "small-1", "label": "cat"}])
    assert later["predictions"] == [{"model": "small-1", "label": "cat"}]


def test_an_upload_that_was_turned_away_is_sent_again_from_its_beginning(
    server: Server, make_client: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_bytes(manifest(2))
    with Flaky(server.url) as network, path.open("rb") as file:
        client = make_client(new_key(server.url), network.url)
        file.readline()
        network.script = [Answer(429, {"Retry-After": "0"})]
        job = client.upload_job(file, **ORDER)
        assert once(client, job["job_id"], "labeling", "completed")["lines_accepted"] == 1
        assert len(network.of("/v1/jobs")) == 2


def test_an_upload_that_is_no_form_of_one_is_refused(client: Any, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        client.upload_job(tmp_path / "nowhere", **ORDER)
    with pytest.raises(ASGGatewayValidationError, match="task type"):
        client.upload_job(b"", task_type="video", label_spec=SPEC)
    text: Any = io.StringIO("{}")
    with pytest.raises(TypeError, match="reading bytes"):
        client.upload_job(text, **ORDER)


def test_a_batch_and_any_tasks_are_exported(client: Any, tmp_path: Path) -> None:
    urls = [f"https://example.com/{n}.jpg" for n in range(3)]
    tasks = [{"type": "image_classification", "data_url": url, "label_spec": ORDER["label_spec"]} for url in urls]
    batch = client.submit_batch(tasks)
    rows = list(client.export_batch(batch["batch_id"]))
    assert [(row["line"], row["task_id"]) for row in rows] == [(n + 1, id) for n, id in enumerate(batch["task_ids"])]
    target = tmp_path / "batch.csv"
    client.export_batch(batch["batch_id"], "csv", bom=True, guard_formulas=False).save(target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfline,task_id,")
    listed = list(client.export_tasks(batch_id=batch["batch_id"]))
    assert sorted(row["task_id"] for row in listed) == sorted(batch["task_ids"])
    client.export_tasks("parquet", batch_id=batch["batch_id"]).save(target)
    assert target.read_bytes()[:4] == b"PAR1"
    with pytest.raises(ValueError, match="save"):
        list(client.export_tasks("parquet"))


def test_a_job_is_cancelled_and_exported_in_part(client: Any, tmp_path: Path) -> None:
    line = {"data_url": "https://example.com/1.jpg"}
    spec = {**SPEC, "question": "Disputed?", "options": ["a", "b", "c"]}
    submitted = client.upload_job(json.dumps(line).encode(), "moderation", spec, 10)
    once(client, submitted["job_id"], "labeling")
    with pytest.raises(ASGGatewayConflictError, match="not completed"):
        list(client.export_job(submitted["job_id"]))
    with pytest.raises(ASGGatewayConflictError):
        client.export_job(submitted["job_id"]).save(tmp_path / "results.jsonl")
    assert os.listdir(tmp_path) == []
    assert [row["line"] for row in client.export_job(submitted["job_id"], partial=True)] == [1]
    assert client.cancel_job(submitted["job_id"])["status"] == "cancelled"
    with pytest.raises(ASGGatewayNotFoundError):
        client.get_job("job_01KNS1T3G07KX33TPNNG2FR3J3")


class Bucket:
    """An S3 server with one manifest, which takes what is written once it may."""

    def __init__(self) -> None:
        self.may_write = False
        self.written: List[bytes] = []
        bucket = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(200, b'{"data_url":"https://example.com/1.jpg"}\n')

            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if bucket.may_write:
                    bucket.written.append(body)
                self._answer(200 if bucket.may_write else 403, b"")

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("ETag", '"1"')
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self) -> Bucket:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_results_that_a_bucket_refused_are_sent_again(client: Any) -> None:
    with Bucket() as bucket:
        credentials = {"access_key_id": "AK", "secret_access_key": "secret", "endpoint": bucket.endpoint}
        delivery = {"type": "s3", "bucket": "bucket"}
        order = {**ORDER, "credentials": credentials, "delivery": delivery}
        job_id = client.create_job("s3://bucket/m.jsonl", **order)["job_id"]
        assert "the delivery failed" in once(client, job_id, "completed")["note"]
        bucket.may_write = True
        client.redeliver_job(job_id, credentials=credentials)
        deadline = time.monotonic() + 60
        while client.get_job(job_id)["delivered_at"] is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert b"https://example.com/1.jpg" in b"".join(bucket.written)
        assert client.redeliver_job(job_id)["delivered_at"] is not None
    plain = client.upload_job(b'{"data_url":"https://example.com/1.jpg"}', **ORDER)
    with pytest.raises(ASGGatewayConflictError, match="only the results"):
        client.redeliver_job(plain["job_id"])
