"""Where the gateway is and the key that opens it, from arguments or the environment."""

from __future__ import annotations

import os
import platform
import re
from typing import Optional
from urllib.parse import urlsplit

from ._version import __version__

DEFAULT_BASE_URL = "https://api.asgrefinery.io"
USER_AGENT = f"asg-gateway-python/{__version__} (Python {platform.python_version()})"


class ApiKey:
    """The key. It is in no ``repr``, so that no log and no report of an error shows it by accident."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def header(self) -> str:
        return f"Bearer {self._value}"

    def __repr__(self) -> str:
        return "ApiKey(***)"

    def __reduce__(self) -> str:
        raise TypeError("an API key is not pickled: it would be on disk or on its way in clear")


def api_key_of(given: Optional[str]) -> ApiKey:
    key = os.environ.get("ASG_API_KEY") if given is None else given
    if key is None or key == "":
        raise ValueError("no API key: pass api_key, or set ASG_API_KEY")
    if re.fullmatch(r"[\x21-\x7e]+", key) is None:
        raise ValueError("the API key holds white space or other characters that no key has")
    return ApiKey(key)


def base_url_of(given: Optional[str]) -> str:
    url = (given or os.environ.get("ASG_BASE_URL") or DEFAULT_BASE_URL).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"base_url must be like https://api.asgrefinery.io, not {url!r}")
    if parts.username or parts.password:
        raise ValueError("base_url must not hold a user or password")
    return url
