"""What is hashed, byte for byte."""

from __future__ import annotations

import json
import re
from decimal import Decimal
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
    if spec.get("kind") is not None:
        return sha256(_canonical_of_kind(spec)).hex()
    hashed = {"question": spec.get("question"), "options": spec.get("options")}
    if spec.get("instructions") is not None:
        hashed["instructions"] = spec["instructions"]
    if spec.get("ordinal"):
        hashed["ordinal"] = True
    text = canonical(hashed)
    if spec.get("class_shares") is not None:
        text = b'{"class_shares":' + _shares(spec["class_shares"]) + b"," + text[1:]
    return sha256(text).hex()


def _canonical_of_kind(spec: Mapping[str, Any]) -> bytes:
    """Of kinds other than choice: all that there is."""
    given = {name: value for name, value in spec.items() if value is not None}
    scale = given.get("scale")
    if scale is not None:
        given["scale"] = {name: value for name, value in scale.items() if value is not None}
    bar = given.pop("agreement_bar", None)
    text = canonical(given)
    if bar is None:
        return text
    # As JSON's own language writes it: 1 and 0.00002, not 1.0 and 2e-05. It is the first of the names.
    written = format(Decimal(str(bar)).normalize(), "f")
    return b'{"agreement_bar":' + written.encode() + b"," + text[1:]


def _shares(shares: Mapping[str, float]) -> bytes:
    """As JSON's own language writes and sorts them: 1 and 0.000001, not 1.0 and 1e-06."""
    options = sorted(shares, key=lambda option: option.encode("utf-16-be", "surrogatepass"))
    written = [canonical(option) + f":{shares[option]:.6f}".rstrip("0").rstrip(".").encode() for option in options]
    return b"{" + b",".join(written) + b"}"
