"""Requests that fail on the way, before the real server."""

from __future__ import annotations

import json
import time
from typing import Any, Callable, Iterator

import pytest
from conftest import SPEC, new_key
from crowd import NOBODYS_LANGUAGE
from flaky import DROP, LOSE, Answer, Flaky
from server import Server

from asg_gateway import (
    ASGGatewayConnectionError,
    ASGGatewayError,
    ASGGatewayHTTPError,
    ASGGatewayRateLimitError,
    ASGGatewayServerError,
)
from asg_gateway._requests import backoff_seconds

URL = "https://example.com/image.jpg"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asg_gateway._requests._BACKOFF_FIRST_SECONDS", 0.02)


@pytest.fixture
def network(server: Server) -> Iterator[Flaky]:
    with Flaky(server.url) as flaky:
        yield flaky


@pytest.fixture
def client(server: Server, network: Flaky, make_client: Callable[..., Any]) -> Any:
    return make_client(new_key(server.url), network.url)


def test_a_submission_whose_answer_is_lost_makes_one_task(client: Any, network: Flaky) -> None:
    network.script = [LOSE, DROP, Answer(503)]
    task = client.submit_task("sentiment", URL, SPEC, language=NOBODYS_LANGUAGE)
    assert task["idempotent"] is True
    attempts = network.of("/v1/tasks")
    keys = {json.loads(seen.body)["idempotency_key"] for seen in attempts if seen.method == "POST"}
    assert (len(attempts), len(keys)) == (4, 1)
    assert [listed["task_id"] for listed in client.list_tasks()] == [task["task_id"]]


def test_a_batch_whose_answer_is_lost_makes_one_batch(client: Any, network: Flaky) -> None:
    network.script = [LOSE]
    tasks = [{"type": "sentiment", "data_url": URL, "label_spec": SPEC, "language": NOBODYS_LANGUAGE}] * 3
    batch = client.submit_batch(tasks)
    assert {seen.headers["idempotency-key"] for seen in network.of("/v1/tasks/batch")} != set()
    assert len({seen.headers["idempotency-key"] for seen in network.of("/v1/tasks/batch")}) == 1
    assert {task["task_id"] for task in client.list_tasks()} == set(batch["task_ids"])


def test_what_may_have_been_done_and_has_no_name_is_not_done_again(client: Any, network: Flaky) -> None:
    network.script = [LOSE]
    with pytest.raises(ASGGatewayConnectionError) as error:
        client.register_webhook("https://example.com/hook")
    assert error.value.may_have_arrived
    assert len(client.list_webhooks()["data"]) == 1
    network.script = [Answer(500)]
    with pytest.raises(ASGGatewayServerError):
        client.create_key()
    assert len(network.of("/v1/customers/me/keys")) == 1


def test_too_many_requests_are_sent_again_when_the_server_says_so(client: Any, network: Flaky) -> None:
    network.script = [Answer(429, {"Retry-After": "1"})]
    started = time.monotonic()
    client.create_key("another")
    assert time.monotonic() - started >= 1
    network.script = [Answer(429, {"Retry-After": "3600"})]
    with pytest.raises(ASGGatewayRateLimitError) as error:
        client.get_customer()
    assert error.value.retry_after == 3600


def test_attempts_end(client: Any, network: Flaky, make_client: Callable[..., Any]) -> None:
    network.script = [Answer(502, {}, "<html>")] * 10
    with pytest.raises(ASGGatewayServerError, match="HTTP 502"):
        client.get_customer()
    assert len(network.seen) == 4
    once = make_client("sk_sandbox_any", network.url, max_retries=0)
    with pytest.raises(ASGGatewayServerError):
        once.get_customer()
    assert len(network.seen) == 5


def test_what_is_refused_is_not_sent_again(client: Any, network: Flaky) -> None:
    network.script = [Answer(400), Answer(409), Answer(302, {"Location": "/elsewhere"})]
    for status in (400, 409, 302):
        with pytest.raises(ASGGatewayHTTPError) as error:
            client.get_customer()
        assert error.value.status == status
    assert len(network.seen) == 3


def test_gaps_grow_at_random_up_to_a_bound() -> None:
    gaps = [[backoff_seconds(attempt) for _ in range(50)] for attempt in (0, 1, 40)]
    for longest, found in zip((0.02, 0.04, 8), gaps):
        assert longest / 2 <= min(found) < max(found) <= longest


def test_a_page_in_place_of_an_answer_is_told_from_one(client: Any, network: Flaky) -> None:
    network.script = [Answer(200, {"Content-Type": "text/html"}, "<html>Log in to the Wi-Fi</html>")]
    with pytest.raises(ASGGatewayError, match="answered with 200 but no JSON"):
        client.get_customer()


def test_no_server_is_a_connection_error_that_names_the_address(make_client: Callable[..., Any]) -> None:
    client = make_client("sk_sandbox_any", "http://127.0.0.1:1", max_retries=1)
    with pytest.raises(ASGGatewayConnectionError, match=r"no connection to http://127\.0\.0\.1:1/v1/") as error:
        client.submit_task("sentiment", URL, SPEC)
    assert not error.value.may_have_arrived


def test_a_silent_server_is_given_up_after_the_timeout(make_client: Callable[..., Any]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        client = make_client("sk_sandbox_any", url, timeout=0.2, max_retries=0)
        with pytest.raises(ASGGatewayConnectionError, match="no answer to GET"):
            client.get_customer()
