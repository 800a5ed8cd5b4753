"""The key is in the requests to the gateway, and nowhere else."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from typing import Any, Callable

import pytest
from conftest import new_key
from flaky import Answer, Flaky
from server import Server

from asg_gateway import ASGGatewayAuthenticationError, ASGGatewayHTTPError
from asg_gateway._settings import api_key_of

SECRET = "sk_sandbox_do_not_tell"


def test_no_repr_no_log_and_no_traceback_shows_the_key(
    server: Server, make_client: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="asg_gateway")
    with Flaky(server.url, [Answer(503), "drop"]) as network:
        client = make_client(SECRET, network.url)
        assert network.url in repr(client)
        with pytest.raises(ASGGatewayAuthenticationError, match="invalid API key") as error:
            client.get_customer()
        assert {seen.headers["authorization"] for seen in network.seen} == {f"Bearer {SECRET}"}
    frames = [repr(frame.frame.f_locals) for frame in error.traceback if "asg_gateway" in str(frame.path)]
    shown = [
        repr(client),
        str(vars(client)),
        caplog.text,
        "".join(traceback.format_exception(error.type, error.value, error.value.__traceback__)),
        repr(vars(error.value)),
        *frames,
    ]
    assert len(frames) >= 3
    assert "503" in caplog.text
    for text in shown:
        assert SECRET not in text


def test_the_key_and_the_address_come_from_the_environment(
    server: Server, make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASG_API_KEY", new_key(server.url))
    monkeypatch.setenv("ASG_BASE_URL", f"{server.url}/")
    client = make_client()
    assert client.base_url == server.url
    assert client.get_customer()["api_key_hint"] == "sk_sand..."
    monkeypatch.delenv("ASG_BASE_URL")
    assert make_client().base_url == "https://api.asgrefinery.io"
    monkeypatch.delenv("ASG_API_KEY")
    with pytest.raises(ValueError, match="set ASG_API_KEY"):
        make_client()


def test_a_netrc_does_not_take_the_place_of_the_key(
    server: Server, make_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert make_client(new_key(server.url), server.url).get_customer()["name"] == "Demo"


@pytest.mark.parametrize("key", ["", "sk_sandbox_a\n", "sk sandbox", "schlüssel"])
def test_a_key_that_cannot_be_one_is_refused_without_being_shown(key: str, make_client: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="API key") as error:
        make_client(key, "http://127.0.0.1:1")
    assert key == "" or key not in str(error.value)


@pytest.mark.parametrize("url", ["localhost:8081", "ftp://x", "https://", "https://u:p@x", "https://x/?a=b"])
def test_an_address_that_cannot_be_one_is_refused(url: str, make_client: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="base_url"):
        make_client("sk_sandbox_any", url)


def test_a_key_is_not_pickled_and_an_error_is(server: Server, make_client: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(api_key_of(SECRET))
    client = make_client(SECRET, server.url)
    with pytest.raises(ASGGatewayHTTPError) as error:
        client.get_customer()
    for again in (pickle.loads(pickle.dumps(error.value)), copy.copy(error.value)):
        assert isinstance(again, ASGGatewayHTTPError)
        assert (type(again), str(again), again.body) == (type(error.value), str(error.value), error.value.body)
