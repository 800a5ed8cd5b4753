"""What both clients say in a request, and when they say it again."""

from __future__ import annotations

import json
import random
import uuid
from datetime import datetime, timezone
from typing import Any, Dict, Mapping, Optional, Union
from urllib.parse import quote

from .errors import ASGGatewayConnectionError, ASGGatewayError, ASGGatewayHTTPError
from .types import LabelSpec, SubmittedLabelSpec

Spec = Union[SubmittedLabelSpec, LabelSpec, Mapping[str, Any]]
#: Records of a page that is asked for.
PAGE_SIZE = 100
#: What a ranking may take beside: the largest are worked at for a while, one after the other.
RANKING_SECONDS = 90

_BACKOFF_FIRST_SECONDS = 0.5
_BACKOFF_SECONDS_MAX = 8.0
#: A server that wants to be left alone for longer is not waited for: the caller decides.
_RETRY_AFTER_SECONDS_MAX = 60.0
_RATE_LIMITED = 429


def path_of(template: str, *parts: str) -> str:
    """A path with ids in it. Raises ``ValueError`` for an id that is empty: it would name something else."""
    for part in parts:
        if not isinstance(part, str) or part == "":
            raise ValueError(f"an id is missing for {template}")
    return template.format(*(quote(part, safe="") for part in parts))


def without_nones(fields: Mapping[str, Any]) -> Dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def query_of(fields: Mapping[str, Any]) -> Dict[str, str]:
    return {
        name: ("true" if value else "false") if isinstance(value, bool) else str(value)
        for name, value in fields.items()
        if value is not None
    }


def moment(time: Union[datetime, str, None]) -> Optional[str]:
    """RFC 3339. Raises ``ValueError`` for a time without a zone."""
    if time is None or isinstance(time, str):
        return time
    if time.tzinfo is None:
        raise ValueError("a datetime needs a time zone, e.g. datetime.now(timezone.utc)")
    return time.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def new_idempotency_key() -> str:
    """A name for one call: all its attempts carry it, so that they make one thing."""
    return f"auto-{uuid.uuid4()}"


def json_body(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def retry_delay(failure: ASGGatewayError, attempt: int, max_retries: int, is_repeatable: bool) -> Optional[float]:
    """Seconds to wait before the next attempt; None: there is none.

    A request that may have been carried out is sent again only if that does no harm. One that surely was not (no
    connection, too many requests) always is.
    """
    if attempt >= max_retries:
        return None
    backoff = backoff_seconds(attempt)
    if isinstance(failure, ASGGatewayConnectionError):
        return backoff if is_repeatable or not failure.may_have_arrived else None
    if not isinstance(failure, ASGGatewayHTTPError) or not failure.retryable:
        return None
    if not is_repeatable and failure.status != _RATE_LIMITED:
        return None
    wanted = failure.retry_after
    if wanted is None:
        return backoff
    # A little later than told, each client at another time.
    return wanted + backoff / 4 if wanted <= _RETRY_AFTER_SECONDS_MAX else None


def backoff_seconds(attempt: int) -> float:
    """Twice as long each time, shortened by up to a half, so that clients do not come back all at once."""
    longest = min(_BACKOFF_SECONDS_MAX, _BACKOFF_FIRST_SECONDS * 2.0 ** min(attempt, 10))
    return longest * random.uniform(0.5, 1)
