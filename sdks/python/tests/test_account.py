from __future__ import annotations

import time
from typing import Any, Callable

import pytest
from conftest import SPEC, new_key
from server import Server

from asg_gateway import ASGGatewayAuthenticationError, ASGGatewayClient, ASGGatewayConflictError


def test_an_email_registers_once(server: Server) -> None:
    ASGGatewayClient.register_customer("Demo", "taken@example.com", server.url)
    with pytest.raises(ASGGatewayConflictError, match="email already registered"):
        ASGGatewayClient.register_customer("Demo", "TAKEN@example.com", server.url)


def test_a_customer_registers_with_either_client(server: Server, make_client: Callable[..., Any]) -> None:
    client = make_client(new_key(server.url), server.url)
    customer = client.register_customer("Kim", f"kim-{type(client).__name__}@example.com", server.url)
    assert make_client(customer["api_key"], server.url).get_customer()["name"] == "Kim"


def test_a_key_is_rotated(server: Server, client: Any, make_client: Callable[..., Any]) -> None:
    made = client.create_key("build server")
    other = make_client(made["api_key"], server.url)
    keys = other.list_keys()["data"]
    assert [(key["name"], key["current"]) for key in keys] == [(None, False), ("build server", True)]
    other.revoke_key(keys[0]["key_id"])
    with pytest.raises(ASGGatewayAuthenticationError):
        client.get_customer()
    with pytest.raises(ASGGatewayConflictError, match="last API key"):
        other.revoke_key(keys[1]["key_id"])


def test_usage_invoices_and_stats_have_the_real_figures(client: Any) -> None:
    task = client.submit_task("image_classification", "https://example.com/image.jpg", SPEC)
    cost = client.poll_result(task["task_id"])["settlement"]["total_cost_sats"]
    deadline = time.monotonic() + 30
    while client.get_usage()["tasks_settled"] < 1:
        assert time.monotonic() < deadline
    usage = client.get_usage()
    assert (usage["tasks_settled"], usage["total_cost_sats"]) == (1, cost)
    assert client.get_usage("2026-01")["tasks_settled"] == 0
    [invoice] = client.list_invoices()
    assert (invoice["month"], invoice["status"], invoice["total_cost_sats"]) == (usage["month"], "open", cost)
    assert f"{usage['month']},open,total,1," in client.get_invoice_csv(usage["month"])
    stats = client.get_stats()
    assert (stats["tasks"]["settled"], stats["mean_confidence"]) == (1, 1)
    assert client.get_stats("2026-01-01", "2026-01-02")["from"] == "2026-01-01"
    assert client.get_health()["status"] == "ok"
