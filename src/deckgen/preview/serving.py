"""The page and its news, for the browser of this machine and for no one else.

The server listens on the loopback address, answers only to its own name, so that no other page can reach it by a name
of its own, and only under a secret path. It serves the page, pictures of slides and fonts, and writes nothing.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from urllib.parse import parse_qs, urlsplit

from msgspec import json

from deckgen.media.faces import ALL
from deckgen.preview.drawing import Said, Studio, View

_HERE = Path(__file__).parent
_HEARTBEAT = 10.0
"""Seconds after which a page that has been told nothing is told so; if it is gone, the server notices."""
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


class News:
    """The number of the latest change, for which pages wait."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = Condition()

    @property
    def number(self) -> int:
        """The number of the latest change."""
        with self._changed:
            return self._number

    def tell(self) -> None:
        """Wake all who wait."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def after(self, number: int) -> int:
        """The number of a later change than `number`, or the same after a while without any."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number, _HEARTBEAT)
            return self._number


class Server(ThreadingHTTPServer):
    """The server of one preview; `address` is where its page is."""

    daemon_threads = True

    def __init__(self, studio: Studio, news: News, editor: str | None = None, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.studio, self.news, self.editor = studio, news, editor
        self.token = secrets.token_urlsafe(16)

    @property
    def names(self) -> set[str]:
        """The names by which a page of ours calls the server."""
        return {f"{host}:{self.server_port}" for host in ("127.0.0.1", "localhost")}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/{self.token}/"


class Handler(BaseHTTPRequestHandler):
    """The answer to one request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = parts.path.removeprefix(f"/{self.server.token}/")
        if not self._is_ours() or path == parts.path:
            self._refuse()
        elif path == "events":
            asked = parse_qs(parts.query, keep_blank_values=True)
            self._events(View(asked["audience"][0] if "audience" in asked else None, "students" in asked))
        else:
            self._file(path)

    def _is_ours(self) -> bool:
        origin = self.headers.get("Origin")
        allowed = {f"http://{name}" for name in self.server.names}
        return self.headers.get("Host") in self.server.names and (origin is None or origin in allowed)

    def _file(self, path: str) -> None:
        folder, _, name = path.rpartition("/")
        match folder:
            case "pictures" if name in self.server.studio.pictures:
                self._send(self.server.studio.pictures[name], "image/svg+xml", forever=True)
            case "fonts" if name in _FONTS:
                self._send(_FONTS[name].read_bytes(), "font/ttf", forever=True)
            case "" if name in _PAGE:
                self._send(_PAGE[name].read_bytes(), _TYPES[_PAGE[name].suffix])
            case _:
                self._refuse()

    def _send(self, content: bytes, kind: str, *, forever: bool = False) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if forever else "no-store")
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(content)

    def _refuse(self) -> None:
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _events(self, view: View) -> None:
        """Everything that the page shows, now and after each change (server-sent events, WHATWG HTML 9.2)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        number, latest = None, self.server.news.number
        try:
            while True:
                if latest == number:
                    self.wfile.write(b": nothing new\n\n")
                else:
                    self._draw(view)
                self.wfile.flush()
                number, latest = latest, self.server.news.after(latest)
        except OSError:  # the page has been closed
            return

    def _draw(self, view: View) -> None:
        """Tell what the page shows, first the picture; a bug of deckgen is a finding, and the page goes on."""
        try:
            sketch = self.server.studio.sketch(view)
            self._tell({"editor": self.server.editor, "shown": sketch.shown})
            self._tell({"findings": sketch.findings()})
        except OSError:
            raise
        except Exception as bug:  # the last resort: the last good picture stays in sight
            message = f"this is a bug in deckgen: {type(bug).__name__}: {bug}"
            hint = "`deckgen build` tells more; please report it with the outline"
            self._tell({"findings": [Said("error", "", message, hint, "", 1, 1, "", None)]})

    def _tell(self, news: dict[str, object]) -> None:
        self.wfile.write(b"data: " + json.encode(news) + b"\n\n")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for the author."""


_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; " + (
    "connect-src 'self'; font-src 'self' data:"
)
_PAGE = {"": _HERE / "preview.html", "preview.css": _HERE / "preview.css", "preview.js": _HERE / "preview.js"}
_FONTS = {file.name: file for file in ALL}
