"""What a request is called in WSGI, made of what RSGI tells of it."""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from granian.rsgi import Scope

UNNAMED = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}  # these two bear no HTTP_
FIXED: dict[str, Any] = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "granian",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}


def environ_of(scope: "Scope") -> dict[str, Any]:
    """All of PEP 3333's names but ``wsgi.input``."""
    server, _, port = scope.server.rpartition(":")
    environ = FIXED | {
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "wsgi.url_scheme": scope.scheme,
    }
    if scope.authority:  # HTTP/2 names the host there
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        # «X_Forwarded_For» would become the same name as «X-Forwarded-For», which our proxy has checked.
        if "_" not in name:
            add(environ, UNNAMED.get(name) or "HTTP_" + name.upper().replace("-", "_"), value)
    return environ


def add(environ: dict[str, Any], name: str, value: str) -> None:
    """A header that comes again is joined; cookies have a sign of their own between them."""
    if name.startswith("HTTP_") and name in environ and name != "HTTP_HOST":
        environ[name] += ("; " if name == "HTTP_COOKIE" else ",") + value
    else:
        environ[name] = value
