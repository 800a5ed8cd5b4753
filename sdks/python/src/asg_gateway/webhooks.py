"""Checks that a webhook message comes from the gateway, and when it was sent."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from .errors import ASGGatewaySignatureError

__all__ = ["verify_webhook"]

_STANDARD_PREFIX = "whsec_"
_PUBLISHED = "x-asg-signature"
_STANDARD = "webhook-signature"
#: Without padding too.
_BASE64_TEXT = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")

Headers = Union[Mapping[str, str], Iterable[Tuple[str, str]]]


def verify_webhook(
    payload: Union[bytes, bytearray, str],
    headers: Headers,
    secret: str,
    *,
    tolerance: float = 300,
    require_timestamp: bool = False,
    now: Optional[float] = None,
) -> Dict[str, Any]:
    """Returns the message, once its signature is shown to be right.

    That is one of those in ``webhook-signature`` (Standard Webhooks), or ``X-ASG-Signature`` of a message without it.

    :param payload: the body as it arrived, to the byte: not parsed, not written anew.
    :param headers: the headers as they arrived, whatever the case of their names.
    :param secret: the secret of the webhook.
    :param tolerance: seconds that the message's time may lie before or after ``now``.
    :param require_timestamp: refuses a message that has ``X-ASG-Signature`` alone. That signature is over the body
        and no time, so that whoever once saw a message could send it again. The gateway also sends the headers of
        Standard Webhooks, with which that is noticed; leave them out only with a gateway that does not.
    :param now: Unix seconds; the time of this machine by default.
    :raises ASGGatewaySignatureError: the message is not what it seems; ``reason`` says why.
    :raises ValueError: the secret is empty, or begins with ``whsec_`` and is not base64 after it.
    """
    if not isinstance(payload, (bytes, bytearray, str)):
        raise TypeError("payload must be the raw body, as bytes or str: a parsed one cannot be checked")
    body = payload.encode() if isinstance(payload, str) else bytes(payload)
    given = _lower_case(headers)
    keys = _standard_keys(secret)
    published, standard = given.get(_PUBLISHED), given.get(_STANDARD)
    if standard is None and (published is None or require_timestamp):
        wanted = "webhook-signature" if require_timestamp else "webhook-signature or X-ASG-Signature"
        raise ASGGatewaySignatureError("missing", f"the message has no {wanted} header")
    message_id, sent_at = given.get("webhook-id"), given.get("webhook-timestamp")
    if published is not None and re.fullmatch(r"sha256=[0-9a-fA-F]{64}", published) is None:
        raise ASGGatewaySignatureError("malformed", "X-ASG-Signature is not sha256= and 64 hex digits")
    if standard is not None and (message_id is None or re.fullmatch(r"[0-9]+", sent_at or "") is None):
        raise ASGGatewaySignatureError("malformed", "webhook-id is missing, or webhook-timestamp is no number")
    if standard is None:
        if not _is_published(published or "", secret, body):
            raise ASGGatewaySignatureError("mismatch", "X-ASG-Signature is not that of this body under this secret")
        return _parsed(body)
    signed = f"{message_id}.{sent_at}.".encode() + body
    if not _is_standard(standard, keys, signed):
        raise ASGGatewaySignatureError(
            "mismatch", "no webhook-signature is that of this id, time and body under this secret"
        )
    age = (time.time() if now is None else now) - float(sent_at or "")
    if age > tolerance:
        raise ASGGatewaySignatureError("too_old", f"the message was sent {age:.0f} s ago")
    if age < -tolerance:
        raise ASGGatewaySignatureError("too_new", f"the message is dated {-age:.0f} s ahead of this machine's clock")
    return _parsed(body)


def _lower_case(headers: Headers) -> Dict[str, str]:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return {name.lower(): value for name, value in pairs}


def _standard_keys(secret: str) -> List[bytes]:
    """The keys that may sign as Standard Webhooks has it: of a text that is base64 also its bytes."""
    if secret == "":
        raise ValueError("the secret is empty")
    if not secret.startswith(_STANDARD_PREFIX):
        is_base64 = _BASE64_TEXT.fullmatch(secret) is not None
        return [secret.encode(), *([base64.b64decode(secret + "=" * (-len(secret) % 4))] if is_base64 else [])]
    text = secret[len(_STANDARD_PREFIX) :]
    if text == "" or _BASE64.fullmatch(text) is None:
        raise ValueError("the secret begins with whsec_ but is not base64 after it")
    return [base64.b64decode(text)]


def _is_published(header: str, secret: str, body: bytes) -> bool:
    computed = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(header[len("sha256=") :].lower(), computed)


def _is_standard(header: str, keys: Sequence[bytes], signed: bytes) -> bool:
    computed = [hmac.new(key, signed, hashlib.sha256).digest() for key in keys]
    found = False
    for part in header.split(" "):
        version, _, text = part.partition(",")
        if version != "v1":
            continue
        try:
            given = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            continue
        for right in computed:
            found |= hmac.compare_digest(given, right)
    return found


def _parsed(body: bytes) -> Dict[str, Any]:
    try:
        message = json.loads(body)
    except ValueError:
        message = None
    if not isinstance(message, dict):
        raise ASGGatewaySignatureError("malformed", "the signature is right, but the body is no JSON object")
    return message
