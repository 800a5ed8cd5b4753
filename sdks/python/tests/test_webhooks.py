from __future__ import annotations

import base64
import hmac
import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Dict, Iterator, Tuple

import pytest
from conftest import SPEC

from asg_gateway import ASGGatewayNotFoundError, ASGGatewaySignatureError, verify_webhook

Message = Tuple[bytes, Dict[str, str]]


class Receiver:
    """Takes messages; answers with ``status``."""

    def __init__(self) -> None:
        self.messages: queue.Queue[Message] = queue.Queue()
        self.status = 204
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                self.send_response(receiver.status)
                self.end_headers()
                receiver.messages.put((body, dict(self.headers.items())))

            def log_message(self, *args: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"

    def next(self) -> Message:
        return self.messages.get(timeout=60)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver()
    yield running
    running.close()


@pytest.mark.parametrize("secret", ["correct horse battery staple", None])
def test_a_real_message_verifies_and_a_changed_one_does_not(secret: Any, client: Any, receiver: Receiver) -> None:
    webhook = client.register_webhook(receiver.url, secret)
    made = webhook.get("secret", secret)
    assert made.startswith("whsec_") or made == secret
    task = client.submit_task("image_classification", "https://example.com/image.jpg", SPEC)
    body, headers = receiver.next()
    for options in ({}, {"require_timestamp": True}, {"tolerance": 60}):
        message = verify_webhook(body, headers, made, **options)
        assert (message["event"], message["task_id"]) == ("task.settled", task["task_id"])
    assert verify_webhook(body.decode(), headers.items(), made) == message
    assert message["bsv_txid"] == client.poll_result(task["task_id"])["bsv_txid"]
    for changed in (body.replace(b"cat", b"dog"), body + b" "):
        with pytest.raises(ASGGatewaySignatureError) as error:
            verify_webhook(changed, headers, made)
        assert error.value.reason == "mismatch"
    with pytest.raises(ASGGatewaySignatureError, match="ago") as old:
        verify_webhook(body, headers, made, now=time.time() + 1_000)
    assert old.value.reason == "too_old"


def test_a_parsed_body_is_refused_with_a_word_why() -> None:
    parsed: Any = {"event": "task.settled"}
    with pytest.raises(TypeError, match="raw body"):
        verify_webhook(parsed, {}, "secret")


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"\xff"])
def test_a_signed_body_that_is_no_message_is_malformed(body: bytes) -> None:
    signature = hmac.new(b"secret", body, "sha256").hexdigest()
    with pytest.raises(ASGGatewaySignatureError, match="no JSON object") as error:
        verify_webhook(body, {"X-ASG-Signature": f"sha256={signature}"}, "secret")
    assert error.value.reason == "malformed"


def test_a_time_of_any_length_is_a_time() -> None:
    for sent_at, reason in (("0", "too_old"), ("9" * 5_000, "too_new")):
        signature = base64.b64encode(hmac.new(b"secret", f"1.{sent_at}.{{}}".encode(), "sha256").digest()).decode()
        headers = {"webhook-id": "1", "webhook-timestamp": sent_at, "webhook-signature": f"v1,{signature}"}
        with pytest.raises(ASGGatewaySignatureError) as error:
            verify_webhook("{}", headers, "secret")
        assert error.value.reason == reason


def test_webhooks_are_listed_changed_tested_replayed_and_removed(client: Any, receiver: Receiver) -> None:
    webhook = client.register_webhook(receiver.url, "secret", ["task.verified", "task.settled"])
    webhook_id = webhook["webhook_id"]
    [listed] = client.list_webhooks()["data"]
    assert (listed["webhook_id"], listed["events"], listed["active"]) == (
        webhook_id,
        ["task.verified", "task.settled"],
        True,
    )
    changed = client.update_webhook(webhook_id, events=["task.settled"], secret="another")
    assert (changed["events"], changed["active"]) == (["task.settled"], True)

    client.test_webhook(webhook_id)
    body, headers = receiver.next()
    assert verify_webhook(body, headers, "another")["event"] == "task.settled"
    [delivery] = client.list_deliveries(webhook_id)
    client.replay_delivery(delivery["delivery_id"])
    again, headers_again = receiver.next()
    assert again == body
    assert headers_again["webhook-id"] == headers["webhook-id"] == delivery["message_id"]
    assert list(client.list_failed_deliveries()) == []

    assert client.update_webhook(webhook_id, active=False)["active"] is False
    assert client.delete_webhook(webhook_id) is None
    assert client.list_webhooks() == {"data": []}
    with pytest.raises(ASGGatewayNotFoundError, match="webhook not found"):
        client.update_webhook("whk_01KNS1T3G07KX33TPNNG2FR3J3", active=True)
