"""A network that fails as told, before the real server."""

from __future__ import annotations

import http.client
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict, List, Optional, Union
from urllib.parse import urlsplit


@dataclass
class Answer:
    """Given in place of the server's."""

    status: int
    headers: Dict[str, str] = field(default_factory=dict)
    body: str = ""


#: The request reaches the server, its answer is lost.
LOSE = "lose"
#: The connection ends before anything is passed on.
DROP = "drop"


@dataclass
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: Dict[str, str]
    body: bytes


class Flaky:
    """Does with the requests, in turn, what ``script`` says; those after it pass. Notes them all."""

    def __init__(self, server_url: str, script: Optional[List[Union[str, Answer]]] = None) -> None:
        self.seen: List[Seen] = []
        self.script = list(script or [])
        #: Events that pass on each stream of events before it breaks; None: all.
        self.events_per_stream: Optional[int] = None
        self._target = urlsplit(server_url)
        flaky = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _handle(self) -> None:
                flaky._handle(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _handle

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Flaky:
        return self

    def __exit__(self, *error: Any) -> None:
        self._server.shutdown()
        self._server.server_close()

    def of(self, path: str) -> List[Seen]:
        """The requests to this path."""
        return [seen for seen in self.seen if seen.path.partition("?")[0] == path]

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.seen.append(Seen(handler.command, handler.path, headers, body))
        handler.close_connection = True
        action = self.script.pop(0) if self.script else None
        if action == DROP:
            return
        if isinstance(action, Answer):
            _send(handler, action.status, action.headers, action.body.encode())
            return
        connection = http.client.HTTPConnection(self._target.hostname or "", self._target.port, timeout=90)
        try:
            connection.request(handler.command, handler.path, body or None, {**headers, "connection": "close"})
            response = connection.getresponse()
            if action == LOSE:
                response.read()
                return
            if response.getheader("content-type", "").startswith("text/event-stream"):
                self._stream(handler, response)
                return
            _send(handler, response.status, dict(response.getheaders()), response.read())
        except OSError:
            # The server is away, or this client is: either sees a connection that ends.
            return
        finally:
            connection.close()

    def _stream(self, handler: BaseHTTPRequestHandler, response: http.client.HTTPResponse) -> None:
        """Without a length and not in chunks, as old proxies pass a stream on."""
        handler.send_response(response.status)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        events = 0
        for line in response:
            handler.wfile.write(line)
            handler.wfile.flush()
            events += line.startswith(b"data:")
            # The empty line that would end the event is lost with the connection when the next one begins.
            if self.events_per_stream is not None and events > self.events_per_stream:
                return


def _send(handler: BaseHTTPRequestHandler, status: int, headers: Dict[str, str], body: bytes) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        if name.lower() not in ("transfer-encoding", "content-length", "connection", "date"):
            handler.send_header(name, value)
    if status != 204:
        handler.send_header("Content-Length", str(len(body)))
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(body)
