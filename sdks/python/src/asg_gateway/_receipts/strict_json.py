"""Reads the file of a receipt as I-JSON (RFC 7493), where ``json`` alone would choose silently."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, Dict, List, Tuple, Union

_SAFE_MAX = 2**53 - 1
#: Far more than a receipt needs.
_DEPTH_MAX = 16


class NotStrictJson(ValueError):
    """The file is not JSON, or readers of JSON would differ about it."""


def parse_strict_json(file: Union[str, bytes, bytearray, memoryview]) -> Any:
    """The value of a text or of bytes of UTF-8; raises :class:`NotStrictJson`.

    No name may be there twice in an object, however it is escaped, and no number may be other than whole and exact (a
    receipt has no others). A byte order mark says nothing, and is passed over, as RFC 8259 lets one.
    """
    try:
        text = file if isinstance(file, str) else bytes(file).decode("utf-8")
    except UnicodeDecodeError:
        raise NotStrictJson("it is not UTF-8") from None
    try:
        value = _DECODER.decode(text[1:] if text.startswith("\ufeff") else text)
    except json.JSONDecodeError:
        raise NotStrictJson("it is not JSON") from None
    except RecursionError:
        raise NotStrictJson(f"it is nested more than {_DEPTH_MAX} deep") from None
    _check_depth(value)
    return value


def _object(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    fields: Dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise NotStrictJson(f"{name[:50]} is there twice")
        fields[name] = value
    return fields


def _number(text: str) -> int:
    """3, 3.0 and 3e0 are the same number; 3.00000000000000000001 is none that a double could hold."""
    try:
        number = Decimal(text)
        if not number:
            return 0
        if number.copy_abs() <= _SAFE_MAX and number == number.to_integral_value():
            return int(number)
    except InvalidOperation:
        pass
    raise NotStrictJson(f"{text[:30]} is not a whole number of at most 2^53 - 1")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_number, parse_float=_number, parse_constant=_number)


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(_DEPTH_MAX + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return
    raise NotStrictJson(f"it is nested more than {_DEPTH_MAX} deep")
