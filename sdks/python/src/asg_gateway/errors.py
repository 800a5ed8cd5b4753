"""What can go wrong. Everything that this package raises on its own is an :class:`ASGGatewayError`."""

from __future__ import annotations

import json
from datetime import timezone
from email.utils import parsedate_to_datetime
from typing import Any, Dict, List, Mapping, Optional, Type

from .types import ErrorDetail, Result

__all__ = [
    "ASGGatewayAuthenticationError",
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
]

_RETRYABLE_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


class ASGGatewayError(Exception):
    """The base of all errors of this package."""


class ASGGatewayConnectionError(ASGGatewayError):
    """No answer came: no connection, or it broke, or it took longer than the client's ``timeout``."""

    #: Whether the request may have reached the server and been carried out.
    may_have_arrived: bool

    def __init__(self, message: str, *, may_have_arrived: bool = True) -> None:
        super().__init__(message)
        self.may_have_arrived = may_have_arrived


class ASGGatewayTimeoutError(ASGGatewayError, TimeoutError):
    """``poll_result`` gave up waiting. The task goes on: ask again later."""

    task_id: str
    #: The result as it was last seen: decided but not paid yet. None while it is still being labelled.
    result: Optional[Result]

    def __init__(self, message: str, task_id: str, result: Optional[Result]) -> None:
        super().__init__(message)
        self.task_id = task_id
        self.result = result


class ASGGatewaySignatureError(ASGGatewayError):
    """A webhook message is not what it seems; do not act on it."""

    #: ``missing``, ``malformed``, ``mismatch``, ``too_old`` or ``too_new``.
    reason: str

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class ASGGatewayHTTPError(ASGGatewayError):
    """The server refused a request, or failed."""

    #: HTTP status.
    status: int
    #: The JSON of the answer, or its text where it is not JSON.
    body: Any
    #: What is wrong, for people.
    message: str
    #: What is wrong, for programs, e.g. ``NOT_FOUND``; None where the answer has none.
    code: Optional[str]
    #: Which of the refusals with this code it is, e.g. ``task_not_found``; None where the answer has none.
    reason: Optional[str]
    #: Quote it when asking for help; None where the answer has none.
    request_id: Optional[str]
    #: Each bad field of a refused request.
    details: List[ErrorDetail]
    #: Seconds after which the server wants to be asked again; None where it does not say.
    retry_after: Optional[float]
    #: Headers of the answer, their names in lower case.
    headers: Dict[str, str]

    def __init__(self, status: int, headers: Mapping[str, str], text: str, *, now: float) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = _parsed(text)
        fields = self.body if isinstance(self.body, dict) else {}
        self.message = _text(fields.get("error")) or f"HTTP {status}"
        self.code = _text(fields.get("code"))
        self.reason = _text(fields.get("reason"))
        self.request_id = _text(fields.get("request_id")) or self.headers.get("x-request-id")
        details = fields.get("details")
        self.details = details if isinstance(details, list) else []
        self.retry_after = _seconds(self.headers.get("retry-after"), now)
        super().__init__(self._told())

    @property
    def status_code(self) -> int:
        """The same as ``status``, under the name that ``requests`` has for it."""
        return self.status

    @property
    def retryable(self) -> bool:
        """Whether the same request may do better later."""
        return self.status in _RETRYABLE_STATUSES

    def _told(self) -> str:
        parts = [self.message]
        parts += [f"{d['message']}" for d in self.details[1:] if isinstance(d, dict) and "message" in d]
        where = f" (HTTP {self.status}, request {self.request_id})" if self.request_id else f" (HTTP {self.status})"
        return "; ".join(parts) + where

    def __reduce__(self) -> Any:
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        return _rebuilt, (self.status, self.headers, text, self.retry_after)


class ASGGatewayValidationError(ASGGatewayHTTPError):
    """400: the request is not valid; ``details`` names each bad field."""


class ASGGatewayAuthenticationError(ASGGatewayHTTPError):
    """401: the API key is wrong, or was revoked."""


class ASGGatewayInsufficientFundsError(ASGGatewayHTTPError):
    """402: what is to be spent does not cover the request; nothing of it was accepted."""

    #: Satoshis that have to come into the balance first; None where the answer does not say.
    missing_sats: Optional[int]

    def __init__(self, status: int, headers: Mapping[str, str], text: str, *, now: float) -> None:
        super().__init__(status, headers, text, now=now)
        missing = self.body.get("missing_sats") if isinstance(self.body, dict) else None
        self.missing_sats = missing if isinstance(missing, int) else None


class ASGGatewayForbiddenError(ASGGatewayHTTPError):
    """403: the quota or the sandbox's allowance is used up, or the account is suspended."""


class ASGGatewayNotFoundError(ASGGatewayHTTPError):
    """404: there is no such thing, or it is not yours."""


class ASGGatewayConflictError(ASGGatewayHTTPError):
    """409: it does not fit what is there, e.g. an idempotency key that was used with another body."""


class ASGGatewayTaskEndedError(ASGGatewayHTTPError):
    """410: the task ended without a label; there will be none."""

    task_id: Optional[str]
    #: ``expired`` or ``cancelled``.
    task_status: Optional[str]
    labels_received: Optional[int]
    #: Labels that arrived, by option.
    label_counts: Dict[str, int]

    def __init__(self, status: int, headers: Mapping[str, str], text: str, *, now: float) -> None:
        super().__init__(status, headers, text, now=now)
        fields = self.body if isinstance(self.body, dict) else {}
        self.task_id = _text(fields.get("task_id"))
        self.task_status = _text(fields.get("status"))
        self.labels_received = fields.get("labels_received")
        self.label_counts = fields.get("label_counts") or {}


class ASGGatewayTaskExpiredError(ASGGatewayTaskEndedError):
    """The task expired: no consensus by its deadline, or within its limit of labels."""


class ASGGatewayTaskCancelledError(ASGGatewayTaskEndedError):
    """The task was cancelled."""


class ASGGatewayRateLimitError(ASGGatewayHTTPError):
    """429: too many requests; ``retry_after`` says when to come back."""


class ASGGatewayServerError(ASGGatewayHTTPError):
    """5xx: the server, or what stands before it, failed."""


_BY_STATUS: Dict[int, Type[ASGGatewayHTTPError]] = {
    400: ASGGatewayValidationError,
    401: ASGGatewayAuthenticationError,
    402: ASGGatewayInsufficientFundsError,
    403: ASGGatewayForbiddenError,
    404: ASGGatewayNotFoundError,
    409: ASGGatewayConflictError,
    410: ASGGatewayTaskEndedError,
    429: ASGGatewayRateLimitError,
}
_BY_TASK_STATUS: Dict[Optional[str], Type[ASGGatewayHTTPError]] = {
    "expired": ASGGatewayTaskExpiredError,
    "cancelled": ASGGatewayTaskCancelledError,
}


def error_of(status: int, headers: Mapping[str, str], text: str, now: float) -> ASGGatewayHTTPError:
    """The error that an answer stands for. ``now``: Unix seconds, for a ``Retry-After`` that is a date."""
    kind = _BY_STATUS.get(status, ASGGatewayServerError if status >= 500 else ASGGatewayHTTPError)
    error = kind(status, headers, text, now=now)
    if isinstance(error, ASGGatewayTaskEndedError):
        kind = _BY_TASK_STATUS.get(error.task_status, kind)
        error = kind(status, headers, text, now=now)
    return error


def _rebuilt(status: int, headers: Dict[str, str], text: str, retry_after: Optional[float]) -> ASGGatewayHTTPError:
    error = error_of(status, headers, text, 0)
    error.retry_after = retry_after
    return error


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _text(value: Any) -> Optional[str]:
    return value if isinstance(value, str) and value != "" else None


def _seconds(header: Optional[str], now: float) -> Optional[float]:
    """Both forms of ``Retry-After`` (RFC 9110, section 10.2.3)."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        date = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=timezone.utc)
    return max(0.0, date.timestamp() - now)
