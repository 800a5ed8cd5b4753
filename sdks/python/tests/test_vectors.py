"""The cases that every implementation must agree on."""

from __future__ import annotations

import base64
import json
from typing import Any, Callable, Dict, List

import pytest
from flaky import Answer, Flaky
from server import REPOSITORY

from asg_gateway import (
    ASGGatewayHTTPError,
    ASGGatewayInsufficientFundsError,
    ASGGatewaySignatureError,
    ASGGatewayTaskEndedError,
    verify_receipt,
    verify_webhook,
)
from asg_gateway.errors import error_of


def vectors(folder: str) -> List[Any]:
    paths = sorted((REPOSITORY / "contract" / "vectors" / folder).glob("*.json"))
    assert len(paths) > 30
    return [pytest.param(json.loads(path.read_text("utf-8")), id=path.stem) for path in paths]


def given(vector: Dict[str, Any]) -> Any:
    if "file" not in vector:
        return vector["receipt"]
    file = vector["file"]
    return base64.b64decode(file["base64"]) if "base64" in file else file["text"] * file.get("repeat", 1)


@pytest.mark.parametrize("vector", vectors("receipts"))
def test_a_receipt_is_judged_as_everywhere(vector: Dict[str, Any]) -> None:
    report = verify_receipt(given(vector), **vector.get("expected", {}), trusted_blocks=vector.get("trusted_blocks"))
    found = {"ok": report.ok, "failed": report.failed, "mined": report.mined}
    assert found == vector["expect"], report.steps


@pytest.mark.parametrize("vector", vectors("webhooks"))
def test_a_message_is_judged_as_everywhere(vector: Dict[str, Any]) -> None:
    options = {name: vector[name] for name in ("tolerance", "require_timestamp") if name in vector}

    def verify() -> Any:
        return verify_webhook(
            vector["body"].encode(), vector["headers"], vector["secret"], now=vector["now"], **options
        )

    failed = vector["expect"]["failed"]
    if failed is None:
        assert verify() == json.loads(vector["body"])
    elif failed == "secret":
        with pytest.raises(ValueError, match="secret"):
            verify()
    else:
        with pytest.raises(ASGGatewaySignatureError) as error:
            verify()
        assert error.value.reason == failed


def told(error: ASGGatewayHTTPError) -> Dict[str, Any]:
    return {
        "status": error.status,
        "code": error.code,
        "reason": error.reason,
        "message": error.message,
        "request_id": error.request_id,
        "details": error.details,
        "retry_after": error.retry_after,
        "retryable": error.retryable,
        "task_status": error.task_status if isinstance(error, ASGGatewayTaskEndedError) else None,
        **({"missing_sats": error.missing_sats} if isinstance(error, ASGGatewayInsufficientFundsError) else {}),
    }


@pytest.mark.parametrize("vector", vectors("errors"))
def test_a_refusal_is_told_as_everywhere(vector: Dict[str, Any]) -> None:
    response = vector["response"]
    error = error_of(response["status"], response["headers"], response["body"], vector.get("now", 0))
    assert told(error) == vector["expect"]


def test_refusals_come_so_over_http(make_client: Callable[..., Any]) -> None:
    with Flaky("http://127.0.0.1:1") as network:
        client = make_client("sk_sandbox_any", network.url, max_retries=0)
        for vector in (parameters.values[0] for parameters in vectors("errors")):
            response = vector["response"]
            network.script = [Answer(response["status"], response["headers"], response["body"])]
            with pytest.raises(ASGGatewayHTTPError) as error:
                client.get_task("tsk_1")
            expected = dict(vector["expect"])
            if "now" in vector:
                assert error.value.retry_after == 0
                expected["retry_after"] = 0
            assert told(error.value) == expected
