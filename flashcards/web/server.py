"""An application to answered requests: one socket, one process, stopped at once."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING

from flashcards.model import Fault, Mistake

if TYPE_CHECKING:
    from pathlib import Path
    from ssl import SSLContext

    import uvicorn
    from starlette.applications import Starlette

WAITING = 64
"""Connections that may wait to be taken."""
AT_ONCE = 50
"""Requests that are answered at once; more are told to come back."""


def is_here(host: str) -> bool:
    """Whether only this computer reaches an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address; port 0 is any that is free. Raises Fault where that cannot be."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise Fault(f"there is no host {host} to listen at") from None
    made = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where the other one would let two programs listen
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(WAITING)
    except OSError as error:
        made.close()
        raise Fault(f"port {port} of {host} cannot be used: {_why(error)}") from error
    return made


def _why(error: OSError) -> str:
    import errno

    if error.errno == errno.EADDRINUSE:
        return "another program listens there (perhaps another `flashcards serve`); choose one by --port"
    return (error.strerror or str(error)).lower()


def encryption(certificate: Path, key: Path | None) -> SSLContext:
    """What makes it HTTPS. Raises Mistake for a certificate that cannot be used."""
    import ssl

    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        made.load_cert_chain(certificate, key)
    except OSError as error:
        said = f"{certificate} is no certificate with its key" if key is None else f"{key} is no key of {certificate}"
        raise Mistake(f"{said} in PEM; see `--certificate` in the help of `flashcards serve`") from error
    return made


def server(app: Starlette, secure: SSLContext | None = None) -> uvicorn.Server:
    """What answers requests, until it is told to stop; then nothing is waited for."""
    import uvicorn

    config = uvicorn.Config(
        app,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=1,
    )
    config.load()
    config.ssl = secure
    return uvicorn.Server(config)
