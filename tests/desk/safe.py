"""Certificates of our own making, and an encrypted way to a server that has none."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest

needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="left out: this machine has no openssl")


def certificate(folder: Path, host: str = "localhost") -> tuple[Path, Path]:
    """A certificate for a host, which vouches for itself, and its key."""
    file, key = folder / f"{host}.pem", folder / f"{host}.key"
    ask = f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={host} -addext subjectAltName=DNS:{host}"
    subprocess.run([*ask.split(), "-keyout", key, "-out", file], check=True, capture_output=True)
    return file, key


def context(file: Path, key: Path) -> ssl.SSLContext:
    """What a server shows of itself."""
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(file, key)
    return made


class Tunnel:
    """A port that is encrypted from the first byte and leads to one that is not."""

    def __init__(self, to: int, shown: ssl.SSLContext):
        self.to, self.shown = to, shown
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Tunnel:
        return self

    def __exit__(self, *error: object) -> None:
        self.listening.close()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self.listening.accept()
                outside = self.shown.wrap_socket(plain, server_side=True)
            except ssl.SSLError:  # who does not trust us hangs up
                continue
            except OSError:
                return
            inside = socket.create_connection(("127.0.0.1", self.to))
            for one, other in ((outside, inside), (inside, outside)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        try:
            while words := one.recv(65536):
                other.sendall(words)
        except OSError:
            pass
        finally:
            for each in (one, other):
                each.close()
