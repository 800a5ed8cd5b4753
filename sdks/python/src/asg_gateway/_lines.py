"""Takes streams of text apart: lines, and server-sent events."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

__all__ = ["Event", "EventParser", "LineSplitter"]


class LineSplitter:
    """Cuts at line feeds alone: a text may hold other characters that Python takes for the end of a line."""

    def __init__(self) -> None:
        self._parts: List[bytes] = []

    def feed(self, chunk: bytes) -> List[str]:
        """The lines that are complete now, without their ends."""
        first, *others = chunk.split(b"\n")
        self._parts.append(first)
        if not others:
            return []
        lines = [b"".join(self._parts), *others[:-1]]
        self._parts = [others[-1]]
        return [line.decode("utf-8").rstrip("\r") for line in lines]

    def rest(self) -> str:
        """What came after the last line feed."""
        return b"".join(self._parts).decode("utf-8")


@dataclass(frozen=True)
class Event:
    """Something that happened to a task or job of yours."""

    #: Names its place in the stream: ``events(last_event_id=…)`` goes on after it.
    id: str
    #: One of those that ``types.Webhook`` has, e.g. ``task.settled``.
    type: str
    #: The same that webhooks are told, e.g. ``{"event", "task_id", "consensus_label", …}``.
    data: Dict[str, Any]


class EventParser:
    """The lines of a stream of server-sent events (WHATWG HTML, section 9.2.6)."""

    def __init__(self, last_event_id: Optional[str]) -> None:
        self.last_event_id = last_event_id
        #: Seconds after which a lost connection is to be made again, as the server wants it.
        self.retry_seconds: Optional[float] = None
        self._type = ""
        self._data: List[str] = []
        self._id = last_event_id

    def feed(self, line: str) -> Optional[Event]:
        """The event that this line completes, if it does."""
        if line == "":
            return self._dispatch()
        name, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._type = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isdigit():
            self.retry_seconds = int(value) / 1000
        return None

    def _dispatch(self) -> Optional[Event]:
        data, kind = self._data, self._type
        self._data, self._type = [], ""
        # Not before: an event that broke off is to come again.
        self.last_event_id = self._id
        if not data:
            return None
        return Event(self.last_event_id or "", kind or "message", json.loads("\n".join(data)))
