"""Fetch the one tool that fetches the rest: a pinned uv wheel, checked by its hash.

Standard library only, because a fresh Debian has neither pip nor ensurepip. The package index is taken
from ``UV_DEFAULT_INDEX``, ``UV_INDEX_URL`` or ``PIP_INDEX_URL``, a private certificate from
``SSL_CERT_FILE`` or ``PIP_CERT``. Prints the path of the ``uv`` program; a second run finds it there.
"""

import base64
import hashlib
import os
import platform
import re
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path

VERSION = "0.13.9"
WHEELS = {  # machine: (file name, SHA-256)
    "x86_64": (
        f"uv-{VERSION}-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    "aarch64": (
        f"uv-{VERSION}-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
}
PUBLIC_INDEX = "https://pypi.org/simple"
TOOLS = Path(__file__).resolve().parents[1] / "var" / "tools"
TRIES = 4


class BootstrapError(Exception):
    """What hinders the set-up, said so that the reader can act on it."""


def main() -> None:
    """Print the path of uv, fetching it first where it is not there yet."""
    program = TOOLS / f"uv-{VERSION}" / "uv"
    try:
        if not program.exists():
            name, sha256 = wheel_for(platform.machine())
            unpack(verified(fetch(wheel_address(index_address(os.environ), name)), name, sha256), program)
    except (BootstrapError, OSError) as error:
        sys.exit(f"bin/bootstrap.py: {error}")
    print(program)


def wheel_for(machine: str) -> tuple[str, str]:
    """File name and SHA-256 of the wheel for `machine`, as platform.machine() names it."""
    try:
        return WHEELS[{"arm64": "aarch64", "amd64": "x86_64"}.get(machine.lower(), machine.lower())]
    except KeyError:
        known = ", ".join(WHEELS)
        raise BootstrapError(f"no pinned uv for a {machine} machine (there is one for {known})") from None


def index_address(environment: "os._Environ[str] | dict[str, str]") -> str:
    """Address of the package index, without the closing slash."""
    names = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
    chosen = next((environment[name] for name in names if environment.get(name)), PUBLIC_INDEX)
    return chosen.rstrip("/")


def wheel_address(index: str, name: str) -> str:
    """Where the index says the file `name` of uv lies; its page may be JSON or, on older mirrors, HTML."""
    page = f"{index}/uv/"
    listing = fetch(page, accept="application/vnd.pypi.simple.v1+json, text/html;q=0.1").decode()
    found = re.search(rf'(?:"url": ?|href=)"([^"]*/{re.escape(name)})["#]', listing)
    if not found:
        raise BootstrapError(f"the package index does not have {name}")
    return urllib.parse.urljoin(page, str(found[1]))


def fetch(address: str, accept: str = "*/*") -> bytes:
    """Body of `address`; a broken connection is tried again, a refusal is not."""
    request = urllib.request.Request(without_login(address), headers={"Accept": accept, **login(address)})
    for attempt in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(request, timeout=60, context=certificates()) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            if error.code < 500 or attempt == TRIES:
                raise BootstrapError(f"the package index answered {error.code} {error.reason}") from error
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            if attempt == TRIES:
                raise BootstrapError(f"the package index cannot be reached: {error}") from error
        time.sleep(2**attempt)
    raise AssertionError("the last attempt returns or raises")


def login(address: str) -> dict[str, str]:
    """Basic authorisation, where the address of the index carries a name and password."""
    parts = urllib.parse.urlsplit(address)
    if not parts.username:
        return {}
    pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def without_login(address: str) -> str:
    """The same address as a server takes it."""
    parts = urllib.parse.urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def certificates() -> ssl.SSLContext:
    """The machine's certificates, or the file that SSL_CERT_FILE or PIP_CERT names."""
    chosen = os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT")
    return ssl.create_default_context(cafile=chosen or None)


def verified(content: bytes, name: str, sha256: str) -> bytes:
    """`content`, once its SHA-256 is the pinned one."""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise BootstrapError(f"{name}: SHA-256 is {found}, pinned is {sha256}")
    return content


def unpack(wheel: bytes, program: Path) -> None:
    """Write the program out of the wheel; the rename makes it appear whole or not at all."""
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        program.parent.mkdir(parents=True, exist_ok=True)
        partial = program.with_suffix(f".{os.getpid()}")
        partial.write_bytes(archive.read(member))
    partial.chmod(0o755)
    partial.replace(program)


if __name__ == "__main__":
    main()
