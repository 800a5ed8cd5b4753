"""What is hashed, byte for byte."""

from __future__ import annotations

import json
import re
from typing import Any, Mapping

from .parsing import sha256


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no white space (RFC 8785), UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half a surrogate pair has no UTF-8: it is written as an escape.
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text).encode()


def text_hash(text: str) -> str:
    return sha256(re.sub("[\ud800-\udfff]", "\ufffd", text).encode()).hex()


def label_spec_hash(spec: Mapping[str, Any]) -> str:
    hashed = {"question": spec.get("question"), "options": spec.get("options")}
    if spec.get("instructions") is not None:
        hashed["instructions"] = spec["instructions"]
    return sha256(canonical(hashed)).hex()
