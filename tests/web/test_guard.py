"""Who is let in, and who is not."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.responses import Response

from flashcards.collection.index import problem_count
from flashcards.model import Kind
from flashcards.web.app import app
from flashcards.web.desk import Desk as Pages
from flashcards.web.guard import LOCAL, Gate
from flashcards.web.password import Password, Tries
from flashcards.web.routing import page
from tests.students import Clock, Desk, save
from tests.web.plainly import Visitor
from tests.web.serving import AT_ONCE, KEY, Caller, asking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.serving import Site

PAGES = ("/", "/review", "/problems", "/edit/file?path=maths.yaml", "/media/media/hill.svg")
GATE = Gate(KEY, 2718)
RIGHT = "correct horse"


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    made = Desk(folder, Clock())
    yield made
    made.close()


@pytest.fixture
def caller(desk: Desk) -> Iterator[Caller]:
    with asking(desk) as made:
        yield made


@pytest.mark.parametrize("path", PAGES)
def test_without_the_key_nothing_is_shown(caller: Caller, path: str) -> None:
    refused = caller.get(path, headers={"cookie": ""})

    assert 403 == refused.status_code
    assert "the link that" in refused.text
    assert "Slopes" not in refused.text


@pytest.mark.parametrize("path", [*PAGES, "/loginxyz", "/login/", "/login", "/static/a/b", "/static/", "/static/a%2fb"])
def test_without_the_key_nothing_is_told_and_no_file_is_looked_for(desk: Desk, caller: Caller, path: str) -> None:
    before = problem_count(desk.collection.index)
    save(desk.folder / "broken.yaml", "topics: [")

    refused = [caller.request(method, path, headers={"cookie": ""}) for method in ("GET", "POST", "PUT")]

    assert {403} == {answer.status_code for answer in refused}
    assert {"text/plain; charset=utf-8"} == {answer.headers["content-type"] for answer in refused}
    assert before == problem_count(desk.collection.index)


@pytest.mark.parametrize(
    "cookie", ["flashcards-8000=", "flashcards-8000=0", f"flashcards-1={Gate(KEY, 1).pass_}", "flashcards-8000=é", "="]
)
def test_a_wrong_key_is_none(caller: Caller, cookie: str) -> None:
    assert 403 == caller.get("/", headers={"cookie": cookie.encode()}).status_code


def test_the_link_gives_the_key_and_leaves_the_address(site: Site) -> None:
    with httpx.Client(base_url=site.address) as client:
        first = client.get(f"/review?read=x&token={site.gate.token}")

        assert (303, "/review?read=x") == (first.status_code, first.headers["location"])
        assert "HttpOnly; SameSite=Strict" in first.headers["set-cookie"]
        assert 200 == client.get("/").status_code


@pytest.mark.parametrize("path", ["//evil.example/?token=", "/\\evil.example/?token=", "///?token="])
def test_the_link_never_leads_elsewhere(site: Site, path: str) -> None:
    with socket.create_connection(("127.0.0.1", site.gate.port)) as line:
        line.sendall(f"GET {path}{site.gate.token} HTTP/1.1\r\nHost: 127.0.0.1:{site.gate.port}\r\n\r\n".encode())
        said = line.recv(4096).decode("latin-1").lower()

    assert "location: //" not in said
    assert "location: /\\" not in said


@pytest.mark.parametrize("token", ["", "0", "é", GATE.pass_])
def test_a_wrong_link_gives_nothing(site: Site, token: str) -> None:
    with httpx.Client(base_url=site.address) as client:
        refused = client.get("/", params={"token": token})

    assert 403 == refused.status_code
    assert "set-cookie" not in refused.headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost",
        "localhost:1",
        "localhost.evil.example:8000",
        "",
        "[::2]:8000",
        "127.0.0.2:8000",
    ],
)
def test_another_host_is_not_served(caller: Caller, host: str) -> None:
    assert 421 == caller.get("/", headers={"host": host}).status_code


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000"])
def test_all_names_of_this_computer_are_served(caller: Caller, host: str) -> None:
    assert 200 == caller.get("/", headers={"host": host}).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://localhost:1"},
        {"origin": "https://localhost:8000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_forms_of_other_pages_are_refused(desk: Desk, caller: Caller, headers: dict[str, str]) -> None:
    assert 403 == caller.post("/review/begin", data={"deck": "x"}, headers=headers).status_code
    assert [] == list(desk.collection.history.events(kinds=[Kind.REVIEW]))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_no_way_around(caller: Caller, method: str) -> None:
    assert 403 == caller.request(method, "/review/begin", headers={"origin": "http://evil.example"}).status_code
    assert 405 == caller.request(method, "/review/begin").status_code


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/static/style.css"])
def test_every_answer_says_what_a_browser_may_do(caller: Caller, path: str) -> None:
    headers = caller.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe-inline" not in headers["content-security-policy"] or path.startswith("/media/")
    assert "nosniff" == headers["x-content-type-options"]
    assert "DENY" == headers["x-frame-options"]
    assert "same-origin" == headers["referrer-policy"]
    assert "server" not in headers


def test_what_is_too_large_or_no_form_is_refused(caller: Caller) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}

    assert 413 == caller.post("/review/begin", content=b"a=" + b"x" * 1_000_001, headers=form).status_code
    assert 400 == caller.post("/review/begin", content=b"\xff\xfe", headers=form).status_code
    assert 415 == caller.post("/review/begin", json={"deck": "x"}).status_code
    assert 415 == caller.post("/review/begin", files={"deck": b"x"}).status_code


def test_a_file_that_cannot_be_read_is_said_on_a_page(desk: Desk) -> None:
    gate = Gate(KEY, 8000)
    made = app(Pages(desk.collection, desk.clock, stopwatch=AT_ONCE), gate)
    made.router.routes.append(page("/gone", lambda desk, _: Response((desk.collection.folder / "gone").read_bytes())))
    caller = Caller(made, gate)

    answer = caller.get("/gone")
    caller.close()
    made.state.thread.shutdown()

    assert 503 == answer.status_code
    assert f"{desk.folder / 'gone'} cannot be read or written: no such file or directory." in answer.text


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def stranger(desk: Desk, now: list[float]) -> Iterator[Caller]:
    """Someone in the same network, who has no password yet."""
    gate = Gate(KEY, 2718, LOCAL | {"desk.local"}, Password.of(RIGHT, b"salt"), Tries(), lambda: now[0])
    pages = Pages(desk.collection, desk.clock, stopwatch=AT_ONCE)
    pages.say("You have answered a card on tides.")
    made = app(pages, gate)
    caller = Caller(made, Gate(b"other", 2718))
    yield caller
    caller.close()
    made.state.thread.shutdown()


@pytest.mark.parametrize("path", [*PAGES, "/loginxyz?said=1", "/login?said=1", "/static/a/b", "/static/a"])
def test_a_stranger_is_told_nothing(desk: Desk, stranger: Caller, path: str) -> None:
    save(desk.folder / "broken.yaml", "topics: [")

    said = [stranger.request(method, path).text for method in ("GET", "POST", "PUT")]

    assert [] == [word for word in ("Statistics", "tides", "badge", "broken") for text in said if word in text]
    assert 0 == problem_count(desk.collection.index)


def test_what_a_stranger_sends_is_refused_without_a_page(stranger: Caller) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    refused = [
        stranger.post("/login", content=b"password=" + b"x" * 10_000, headers=form),
        stranger.post("/login", json={}),
        stranger.request("PUT", "/login"),
    ]

    assert [413, 415, 303] == [answer.status_code for answer in refused[:2]] + [refused[2].history[0].status_code]
    assert {"text/plain; charset=utf-8"} == {answer.headers["content-type"] for answer in refused[:2]}


def test_a_server_that_others_reach_asks_for_a_password(stranger: Caller, now: list[float]) -> None:
    visitor = Visitor(stranger)

    assert "Password" in visitor.text
    assert "Slopes" not in visitor.text
    for _ in range(5):
        assert 403 == visitor.send(visitor.form("/login"), password="battery" + RIGHT).status_code
    assert 429 == visitor.send(visitor.form("/login"), password=RIGHT).status_code
    now[0] = 2.0
    visitor.send(visitor.form("/login"), password=RIGHT)
    assert "5 new" in visitor.go("/").text


@pytest.mark.parametrize(
    ("host", "known"), [("192.168.1.7:2718", True), ("desk.local:2718", True), ("evil.example", False)]
)
def test_others_may_call_by_number_but_names_only_by_ours(host: str, known: bool) -> None:
    gate = Gate(KEY, 2718, LOCAL | {"desk.local"}, Password.of(RIGHT, b"salt"))

    assert known == gate.knows(host)


def test_wrong_tries_wait_longer_and_longer() -> None:
    tries = Tries()
    waits = []
    for _ in range(20):
        tries.failed("a", 0.0)
        waits.append(tries.wait("a", 0.0))

    assert [0.0] * 4 + [1.0, 2.0, 4.0] == waits[:7]
    assert 300.0 == max(waits)
    assert 0.0 == tries.wait("b", 0.0)


def test_a_password_is_kept_as_a_hash() -> None:
    kept = str(Password.of(RIGHT, b"salt"))

    assert RIGHT not in kept
    assert Password.read(kept).matches(RIGHT)
    assert not Password.read(kept).matches(f"{RIGHT} ")


NAMES = """card seen since away rating do typed deck topic path tag new minutes limit digest text line back aside read
said q state sort page question answer items mirrored reverse typed ordered tags hint"""
names = st.sampled_from(NAMES.split())
values = st.one_of(
    st.text(max_size=20),
    st.integers(-(10**20), 10**20).map(str),
    st.sampled_from(
        ("slopes", "maths.yaml", "../maths.yaml", "3", "u", "Studies::Maths", "<script>alert(1)</script>", "0" * 32)
    ),
)
fields = st.dictionaries(names, values, max_size=5)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_request_breaks_anything(caller: Caller, desk: Desk, data: st.DataObject) -> None:
    routes = caller.routes
    path = data.draw(st.sampled_from([path for path, _ in routes]) | st.text(max_size=10).map("/{}".format))
    for part in ("{name}", "{path:path}", "{id}", "{id:path}", "{topic}"):
        path = path.replace(
            part,
            data.draw(
                st.one_of(
                    st.sampled_from(("slopes", "style.css", "../maths.yaml", "media/hill.svg")), st.text(max_size=8)
                )
            ),
        )
    given_ = data.draw(fields)

    if data.draw(st.booleans()):
        answer = caller.request("GET", quoted(path), params=given_)
    else:
        answer = caller.request("POST", quoted(path), data=given_)

    assert answer.status_code < 500
    assert "<script>alert" not in answer.text


def quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/", errors="replace")
