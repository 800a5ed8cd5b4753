from __future__ import annotations

import hashlib
import pickle
import time
from typing import Any, Callable

import pytest
import requests
from conftest import SPEC, new_key
from server import Server

from asg_gateway import (
    ASGGatewayAuthenticationError,
    ASGGatewayClient,
    ASGGatewayConflictError,
    ASGGatewayForbiddenError,
    ASGGatewayInsufficientFundsError,
    ASGGatewayNotFoundError,
    ASGGatewayValidationError,
)
from asg_gateway.errors import error_of


def test_an_email_registers_once(server: Server) -> None:
    ASGGatewayClient.register_customer("Demo", "taken@example.com", server.url)
    with pytest.raises(ASGGatewayConflictError, match="email already registered"):
        ASGGatewayClient.register_customer("Demo", "TAKEN@example.com", server.url)


def test_a_customer_registers_with_either_client(server: Server, make_client: Callable[..., Any]) -> None:
    client = make_client(new_key(server.url), server.url)
    customer = client.register_customer("Kim", f"kim-{type(client).__name__}@example.com", server.url)
    assert make_client(customer["api_key"], server.url).get_customer()["name"] == "Kim"


def test_a_key_has_scopes_and_an_end(server: Server, client: Any, make_client: Callable[..., Any]) -> None:
    made = client.create_key("reports", scopes=["read"], expires_at="2100-01-01T00:00:00Z")
    assert (made["scopes"], made["expires_at"]) == (["read"], "2100-01-01T00:00:00.000Z")
    other = make_client(made["api_key"], server.url)
    assert list(other.list_tasks()) == []
    with pytest.raises(ASGGatewayForbiddenError, match="permission submit"):
        other.submit_task("image_classification", "https://example.com/image.jpg", SPEC)
    keys = client.list_keys()["data"]
    assert [(key["scopes"], key["expired"]) for key in keys] == [(None, False), (["read"], False)]


def test_members_are_invited_by_mail(client: Any) -> None:
    invited = client.invite_member("lee@example.com", "analyst")
    assert (invited["email"], invited["role"]) == ("lee@example.com", "analyst")
    team = client.list_members()
    assert (team["members"], [one["invitation_id"] for one in team["invitations"]]) == ([], [invited["invitation_id"]])
    client.withdraw_invitation(invited["invitation_id"])
    assert client.list_members()["invitations"] == []
    with pytest.raises(ASGGatewayNotFoundError):
        client.change_member("per_01JRCZ8Q4M3V7T5N9K2H6X0WAB", "admin")
    with pytest.raises(ASGGatewayNotFoundError):
        client.remove_member("per_01JRCZ8Q4M3V7T5N9K2H6X0WAB")


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
    told = client.set_billing_details("Meadow Ltd", "1 Meadow Road", "GB1")
    assert client.get_billing_details() == told == {"name": "Meadow Ltd", "address": "1 Meadow Road", "tax_id": "GB1"}
    invoice = client.get_invoice(usage["month"])
    assert (invoice["buyer"], invoice["total_sats"]) == (told, usage["total_cost_sats"])
    [invoice] = client.list_invoices()
    assert (invoice["month"], invoice["status"], invoice["total_cost_sats"]) == (usage["month"], "open", cost)
    [_, day] = client.get_invoice_csv(usage["month"]).splitlines()
    assert day.startswith(f"{usage['month']},open,{usage['month']}-")
    assert f",{cost}," in day
    stats = client.get_stats()
    assert (stats["tasks"]["settled"], stats["mean_confidence"]) == (1, 1)
    assert client.get_stats("2026-01-01", "2026-01-02")["from"] == "2026-01-01"
    assert client.get_health()["status"] == "ok"


def test_the_balance_its_limits_and_the_statement_say_the_same(server: Server, make_client: Callable[..., Any]) -> None:
    client = make_client(new_key(server.url), server.url)
    before = client.get_balance()
    assert (before["funding"], before["spent_sats"]) == ("allowance", 0)
    client.submit_task("image_classification", "https://example.com/image.jpg", SPEC)
    after = client.get_balance()
    assert after["available_sats"] == before["available_sats"] - after["reserved_sats"]
    assert after["reserved_today_sats"] == after["reserved_sats"] > 0
    lines = list(client.list_statement(page_size=1))
    assert sum(line["sats"] for line in lines) == after["free_sats"] + after["reserved_sats"]
    assert client.get_statement_csv().startswith("date,at,kind,sats,tasks,note,ref,entry_id\r\n")
    limits = {"spend_per_day_sats": after["reserved_today_sats"], "balance_low_sats": 1}
    assert client.set_limits(**limits)["limits"] == limits
    with pytest.raises(ASGGatewayForbiddenError, match="quota exhausted"):
        client.submit_task("image_classification", "https://example.com/image.jpg", SPEC)
    assert client.set_limits(None, None)["limits"] == {"spend_per_day_sats": None, "balance_low_sats": None}


def test_funds_that_are_short_have_an_error_of_their_own() -> None:
    text = '{"error": "insufficient funds", "code": "INSUFFICIENT_FUNDS", "missing_sats": 650}'
    error = error_of(402, {}, text, 0)
    assert isinstance(error, ASGGatewayInsufficientFundsError)
    assert (error.missing_sats, error.retryable, error.code) == (650, False, "INSUFFICIENT_FUNDS")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(again, ASGGatewayInsufficientFundsError)
    assert again.missing_sats == 650
    assert error_of(402, {}, "Payment Required", 0).missing_sats is None  # type: ignore[attr-defined]


def _pay(server: Server, address: str, sats: int) -> Any:
    """The local chain's own coins pay; the transaction in each of its forms."""
    answer = requests.post(f"{server.url}/chain/pay", json={"address": address, "sats": sats}, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_deposit_is_handed_in_or_found_and_credited(server: Server, make_client: Callable[..., Any]) -> None:
    client = make_client(new_key(server.url), server.url)
    first, second = client.open_deposit(50_000), client.open_deposit()
    assert (first["amount_sats"], second["amount_sats"], first["payments"]) == (50_000, None, [])
    assert first["payment_uri"] == f"bitcoin:{first['address']}?sv&amount=0.0005"
    assert [deposit["deposit_id"] for deposit in client.list_deposits(page_size=1)] == [
        second["deposit_id"],
        first["deposit_id"],
    ]
    paid = _pay(server, first["address"], 50_000)
    posted = client.post_deposit_transaction(first["deposit_id"], paid["raw"])
    assert [payment["txid"] for payment in posted["payments"]] == [paid["txid"]]
    _pay(server, second["address"], 7_000)
    assert client.watch_deposit(second["deposit_id"])["address"] == second["address"]
    deadline = time.monotonic() + 60
    for deposit_id, sats in [(first["deposit_id"], 50_000), (second["deposit_id"], 7_000)]:
        while client.get_deposit(deposit_id)["credited_sats"] < sats:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert client.get_balance()["free_sats"] == 57_000
    lines = [(line["kind"], line["sats"]) for line in client.list_statement()]
    assert sorted(lines) == [("deposit", 7_000), ("deposit", 50_000)]


def test_a_transaction_that_pays_somebody_else_is_refused(server: Server, make_client: Callable[..., Any]) -> None:
    client, other = make_client(new_key(server.url), server.url), make_client(new_key(server.url), server.url)
    mine, theirs = client.open_deposit(), other.open_deposit()
    paid = _pay(server, theirs["address"], 5_000)
    with pytest.raises(ASGGatewayValidationError, match="must pay to the address"):
        client.post_deposit_transaction(mine["deposit_id"], paid["raw"])
    with pytest.raises(ASGGatewayNotFoundError):
        client.get_deposit(theirs["deposit_id"])


def test_the_audit_log_says_who_did_what_and_its_file_is_a_chain(
    server: Server, make_client: Callable[..., Any]
) -> None:
    client = make_client(new_key(server.url), server.url)
    made = client.create_key("build server")
    client.set_limits(None, 5)
    entries = list(client.list_audit_log(page_size=1))
    actions = [entry["action"] for entry in entries]
    assert actions == ["limits.changed", "key.created", "organisation.created"]
    assert (entries[1]["object_id"], entries[1]["actor"]["kind"]) == (made["key_id"], "key")
    [only] = client.list_audit_log(action="key.created", since="2020-01-01T00:00:00Z")
    assert only == entries[1]
    lines = list(client.export_audit_log())
    for line, before in zip(lines, [*lines[1:], {"hash": "0" * 64}]):
        assert hashlib.sha256(line["canonical"].encode()).hexdigest() == line["hash"]
        assert line["previous_hash"] == before["hash"]
    assert client.export_audit_log("csv", action="key.created").read().count(b"\n") == 2
