"""The web face, served from this computer."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flashcards.web.guard import Gate
    from flashcards.web.password import Password

PORT = 2718
HERE = "127.0.0.1"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, metavar="N", help=f"The port ({PORT}); 0 is any.")
@click.option(
    "--host", default=HERE, metavar="H", help="Also for others: 0.0.0.0 is the whole network; asks a password."
)
@click.option("--certificate", type=FILE, help="With --host: a PEM file, so that nobody can listen (HTTPS).")
@click.option("--key", type=FILE, help="The key of the certificate, if it is not in the same file.")
@click.option("--new-password", is_flag=True, help="With --host: choose another password.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.pass_obj
def serve(
    asked: Path | None,
    port: int,
    host: str,
    certificate: Path | None,
    key: Path | None,
    new_password: bool,
    no_open: bool,
) -> None:
    """Review, look around and edit in a browser. Ctrl-C stops it; every answer is kept already.

    \b
    flashcards serve
    flashcards serve --host 0.0.0.0 --certificate cert.pem
    """
    from flashcards import computer, opening
    from flashcards.web import server

    secure = server.encryption(certificate, key) if certificate else None
    password = None if server.is_here(host) else _password(anew=new_password)
    with opening.opened(asked) as collection:
        opening.refuse_bad_settings(collection)
        listening = server.listen(host, port)
        gate = _gate(host, listening.getsockname()[1], password)
        address = _address(host, gate, secure=secure is not None)
        click.echo(address)
        if gate.open:
            _tell_others(host, gate, secure=certificate is not None)
        if not no_open:
            _open(address)
        with suppress(KeyboardInterrupt):
            # Either way of stopping ends alike, and what takes long to import is imported while the browser starts.
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            from flashcards.web.app import app
            from flashcards.web.desk import Desk

            made = app(Desk(collection, computer.now, collection.folder.name), gate)
            server.server(made, secure).run(sockets=[listening])
        opening.back_up(collection)


def _gate(host: str, port: int, password: Password | None) -> Gate:
    from flashcards import computer
    from flashcards.web.guard import LOCAL, Gate

    names = frozenset() if password is None else frozenset({host.lower(), *computer.host_names()})
    return Gate(computer.entropy(32), port, LOCAL | names, password)


def _address(host: str, gate: Gate, *, secure: bool) -> str:
    """What to open: for oneself with the key in it, for others with the name of this computer."""
    from flashcards import computer

    if gate.open and host in ("0.0.0.0", "::"):  # noqa: S104 - a comparison
        host = next(iter(computer.host_names()), HERE)
    place = _place(host, gate, secure=secure)
    return place if gate.open else f"{place}?token={gate.token}"


def _place(host: str, gate: Gate, *, secure: bool) -> str:
    return f"http{'s' if secure else ''}://{f'[{host}]' if ':' in host else host}:{gate.port}/"


def _tell_others(host: str, gate: Gate, *, secure: bool) -> None:
    """The number beside the name, which a phone hardly ever knows; and whether somebody can listen."""
    from flashcards import computer

    number = computer.network_address() if host == "0.0.0.0" else ""  # noqa: S104 - a comparison
    if number:
        click.echo(f"{_place(number, gate, secure=secure)} on a phone or another computer of this network")
    if not secure:
        click.echo("This connection is not encrypted: use it in a network you trust, or give --certificate", err=True)


def _password(*, anew: bool) -> Password:
    """The password of this user's server: `$FLASHCARDS_PASSWORD`, else the one kept (as a hash), else a new one.

    Raises Mistake where there is nobody to ask.
    """
    from flashcards import computer
    from flashcards.model import Mistake
    from flashcards.web.password import SHORTEST, Password

    path = computer.data_folder() / "web-password"
    if given := os.environ.get("FLASHCARDS_PASSWORD"):
        return Password.of(_long_enough(given), computer.entropy(16))
    if path.exists() and not anew:
        try:
            return Password.read(path.read_text("ascii"))
        except (ValueError, OSError):
            raise Mistake(f"{path} cannot be read; choose a password by --new-password") from None
    if not (sys.stdin and sys.stdin.isatty()):
        raise Mistake("serving others takes a password: set $FLASHCARDS_PASSWORD, or choose one in a terminal")
    chosen = click.prompt(f"A password, {SHORTEST} characters at least", hide_input=True, confirmation_prompt=True)
    made = Password.of(_long_enough(chosen), computer.entropy(16))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_text(str(made), "ascii")
    return made


def _long_enough(text: str) -> str:
    from flashcards.model import Mistake
    from flashcards.web.password import SHORTEST

    if len(text) < SHORTEST:
        raise Mistake(f"a password needs {SHORTEST} characters at least")
    return text


def _open(address: str) -> None:
    """Open a browser beside the server: one that runs in the terminal would not return."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
