from __future__ import annotations

import threading
import time
from typing import Any, Callable, List

import pytest
from conftest import SPEC, new_key
from crowd import NOBODYS_LANGUAGE
from flaky import Flaky
from server import Server

from asg_gateway import ASGGatewayAuthenticationError, ASGGatewayClient, ASGGatewayConnectionError
from asg_gateway._lines import EventParser, LineSplitter

URL = "https://example.com/image.jpg"


def cancelled_tasks(client: Any, count: int) -> List[str]:
    """Each makes an event."""
    ids = []
    for _ in range(count):
        task = client.submit_task("sentiment", URL, SPEC, language=NOBODYS_LANGUAGE)
        ids.append(client.cancel_task(task["task_id"])["task_id"])
    return ids


def test_events_come_as_they_happen_and_can_be_gone_on_with(client: Any) -> None:
    ids = cancelled_tasks(client, 3)
    with client.events("0") as stream:
        events = iter(stream)
        first = next(events)
        assert (first.type, first.data["event"], first.data["task_id"]) == ("task.cancelled", "task.cancelled", ids[0])
        assert stream.last_event_id == first.id
        assert [next(events).data["task_id"] for _ in range(2)] == ids[1:]
        [later] = cancelled_tasks(client, 1)
        assert next(events).data["task_id"] == later
    with client.events(first.id) as stream:
        events = iter(stream)
        assert [next(events).data["task_id"] for _ in range(3)] == [*ids[1:], later]


def test_no_event_is_lost_or_doubled_over_connections_that_break(
    server: Server, make_client: Callable[..., Any]
) -> None:
    with Flaky(server.url) as network:
        client = make_client(new_key(server.url), network.url)
        ids = cancelled_tasks(client, 5)
        network.events_per_stream = 2
        with client.events("0") as stream:
            events = iter(stream)
            got = [next(events) for _ in range(5)]
        assert [event.data["task_id"] for event in got] == ids
        asked = [seen.headers["last-event-id"] for seen in network.of("/v1/events")]
        assert asked == ["0", got[1].id, got[3].id]


def test_what_happens_while_the_first_connection_is_lost_comes_after_it(
    server: Server, make_client: Callable[..., Any]
) -> None:
    with Flaky(server.url) as network:
        key = new_key(server.url)
        client = make_client(key, network.url)
        network.events_per_stream = 0
        with client.events() as stream:
            made: List[str] = []

            def cancel_one_once_it_listens() -> None:
                while stream.last_event_id is None:
                    time.sleep(0.01)
                with ASGGatewayClient(key, server.url) as other:
                    made.extend(cancelled_tasks(other, 1))
                while len(network.of("/v1/events")) < 2:
                    time.sleep(0.01)
                network.events_per_stream = None

            another = threading.Thread(target=cancel_one_once_it_listens)
            another.start()
            event = next(iter(stream))
            another.join()
        assert [event.data["task_id"]] == made


def test_a_stream_outlives_a_server_that_is_killed() -> None:
    own = Server()
    key = new_key(own.url)
    try:
        with ASGGatewayClient(key, own.url) as client, client.events("0") as stream:
            events = iter(stream)
            [first] = cancelled_tasks(client, 1)
            assert next(events).data["task_id"] == first
            own.kill()
            restart = threading.Thread(target=own.start)
            restart.start()
            later: List[str] = []

            def cancel_another() -> None:
                restart.join()
                with ASGGatewayClient(key, own.url) as other:
                    later.extend(cancelled_tasks(other, 1))

            another = threading.Thread(target=cancel_another)
            another.start()
            event = next(events)
            another.join()
            assert [event.data["task_id"]] == later
    finally:
        own.close()


def test_the_first_connection_tells_what_is_wrong(server: Server, make_client: Callable[..., Any]) -> None:
    with pytest.raises(ASGGatewayAuthenticationError):
        next(iter(make_client("sk_sandbox_any", server.url).events()))
    with pytest.raises(ASGGatewayConnectionError):
        next(iter(make_client("sk_sandbox_any", "http://127.0.0.1:1", max_retries=0).events()))


def test_a_closed_stream_ends(client: Any) -> None:
    cancelled_tasks(client, 2)
    stream = client.events("0")
    events = iter(stream)
    next(events)
    with stream:
        pass
    assert list(events) == []


def test_lines_end_where_the_format_says() -> None:
    splitter = LineSplitter()
    text = "a\u2028b\r\n\u0085c\n\nrest"
    data = text.encode()
    lines = [line for i in range(len(data)) for line in splitter.feed(data[i : i + 1])]
    assert (lines, splitter.rest()) == (["a\u2028b", "\u0085c", ""], "rest")


def test_the_stream_is_read_as_the_standard_has_it() -> None:
    parser = EventParser(None)
    lines = [": hello", "retry: 1500", "id: e1", "", "event: a", 'data: {"x":', "data:1}", "other: y", "", ""]
    events = [event for event in map(parser.feed, lines) if event is not None]
    assert [(event.id, event.type, event.data) for event in events] == [("e1", "a", {"x": 1})]
    parser.feed("id: e2")
    assert (parser.last_event_id, parser.retry_seconds) == ("e1", 1.5)
