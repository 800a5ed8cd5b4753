"""Client of the ASG Gateway: labels from independent workers, decided by consensus, with receipts anyone can check.

from asg_gateway import ASGGatewayClient

client = ASGGatewayClient()  # the key is in ASG_API_KEY
task = client.submit_task(
    "image_classification", "https://example.com/image.jpg", {"question": "Animal?", "options": ["cat", "dog"]}
)
result = client.poll_result(task["task_id"])
print(result["consensus_label"], result["settlement"]["bsv_txid"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import types
from ._lines import Event
from ._sync.client import ASGGatewayClient
from ._sync.events import EventStream
from ._sync.export import JobExport
from ._sync.pages import Pages
from ._version import __version__
from .errors import (
    ASGGatewayAuthenticationError,
    ASGGatewayConflictError,
    ASGGatewayConnectionError,
    ASGGatewayError,
    ASGGatewayForbiddenError,
    ASGGatewayHTTPError,
    ASGGatewayInsufficientFundsError,
    ASGGatewayNotFoundError,
    ASGGatewayRateLimitError,
    ASGGatewayServerError,
    ASGGatewaySignatureError,
    ASGGatewayTaskCancelledError,
    ASGGatewayTaskEndedError,
    ASGGatewayTaskExpiredError,
    ASGGatewayTimeoutError,
    ASGGatewayValidationError,
)
from .receipts import InvalidReceiptError, StepReport, VerificationReport, verify_receipt
from .webhooks import verify_webhook

if TYPE_CHECKING:
    from ._async.client import AsyncASGGatewayClient
    from ._async.events import AsyncEventStream
    from ._async.export import AsyncJobExport
    from ._async.pages import AsyncPages

__all__ = [
    "ASGGatewayAuthenticationError",
    "ASGGatewayClient",
    "ASGGatewayConflictError",
    "ASGGatewayConnectionError",
    "ASGGatewayError",
    "ASGGatewayForbiddenError",
    "ASGGatewayHTTPError",
    "ASGGatewayInsufficientFundsError",
    "ASGGatewayNotFoundError",
    "ASGGatewayRateLimitError",
    "ASGGatewayServerError",
    "ASGGatewaySignatureError",
    "ASGGatewayTaskCancelledError",
    "ASGGatewayTaskEndedError",
    "ASGGatewayTaskExpiredError",
    "ASGGatewayTimeoutError",
    "ASGGatewayValidationError",
    "AsyncASGGatewayClient",
    "AsyncEventStream",
    "AsyncJobExport",
    "AsyncPages",
    "Event",
    "EventStream",
    "InvalidReceiptError",
    "JobExport",
    "Pages",
    "StepReport",
    "VerificationReport",
    "__version__",
    "types",
    "verify_receipt",
    "verify_webhook",
]

_ASYNC = {
    "AsyncASGGatewayClient": "client",
    "AsyncEventStream": "events",
    "AsyncJobExport": "export",
    "AsyncPages": "pages",
}


def __getattr__(name: str) -> Any:
    """The asyncio client is there for those who have httpx."""
    if name not in _ASYNC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        return getattr(import_module(f"._async.{_ASYNC[name]}", __name__), name)
    except ModuleNotFoundError as error:
        if error.name != "httpx":
            raise
        raise ImportError(f"{name} needs httpx: pip install 'asg-gateway[async]'") from error
