from __future__ import annotations

import itertools
from typing import Any, Callable, Iterator

import pytest
from blocking import BlockingClient
from crowd import Crowd
from server import Server

from asg_gateway import ASGGatewayClient

_customers = itertools.count()
SPEC = {"question": "Animal?", "options": ["cat", "dog"]}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture(scope="session")
def crowd(server: Server) -> Iterator[Crowd]:
    with Crowd(server.url) as labelling:
        yield labelling


def new_key(url: str) -> str:
    """The key of a customer of their own."""
    customer = ASGGatewayClient.register_customer("Demo", f"customer-{next(_customers)}@example.com", url)
    return customer["api_key"]


@pytest.fixture(params=["requests", "httpx"])
def make_client(request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """Makes clients of one kind; they are closed at the end."""
    kind: Any = ASGGatewayClient if request.param == "requests" else BlockingClient
    made = []

    def make(*args: Any, **kwargs: Any) -> Any:
        made.append(kind(*args, **kwargs))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(server: Server, crowd: Crowd, make_client: Callable[..., Any]) -> Any:
    """A client of a new customer, whose tasks a crowd labels."""
    crowd.check()
    return make_client(new_key(server.url), server.url)
