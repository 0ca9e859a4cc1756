"""What Spark needs before it starts: its package, a Java, a cluster that answers."""

import importlib.util
import os
import re
import shutil
import socket
import subprocess

from songhanh.analytics.tracing.spark_words import SparkError

JAVA = 17  # the oldest that this Spark runs on
ANSWERS_WITHIN = 5  # seconds
_HOST = r"(\[[0-9A-Fa-f:]+\]|[^\s:,/\[\]]+):(\d{1,5})"


def check_needs(master: str) -> None:
    """Raise SparkError, with what to do, where Spark could not start or would wait in vain."""
    if importlib.util.find_spec("pyspark") is None:
        raise SparkError(
            "Chưa cài Spark. Chạy: pip install 'songhanh[spark]' (hoặc bin/setup base spark trong bản mã nguồn)."
        )
    check_java()
    check_answer(master)


def hosts_of(master: str) -> list[tuple[str, int]]:
    """Hosts and ports of a standalone cluster, none where Spark runs in this process. Raises SparkError."""
    if re.fullmatch(r"local(\[(\*|\d+)(, ?\d+)?\])?", master):
        return []
    found = re.findall(_HOST, master.removeprefix("spark://"))
    hosts = [(host.strip("[]"), int(port)) for host, port in found]
    readable = re.fullmatch(rf"spark://{_HOST}(,{_HOST})*", master)
    if not readable or any(not 0 < port < 65_536 for _, port in hosts):
        raise SparkError(f"«{master}» không phải địa chỉ cụm Spark. Ghi như spark://may-chu:7077.")
    return hosts


def java_version() -> int | None:
    """Of the Java that Spark would take: 8, 11, 17, …; None where there is none."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which(f"{home}/bin/java" if home else "java")
    if program is None:
        return None
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False, timeout=60)
    found = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    return int(found[1]) if found else None


def check_java() -> None:
    """Raise SparkError where there is no Java, or one that is too old."""
    version = java_version()
    if version is None:
        home = os.environ.get("JAVA_HOME")
        where = f" ở JAVA_HOME «{home}»" if home else ""
        raise SparkError(
            f"Không có Java{where}. Spark cần Java {JAVA} trở lên (Debian: apt-get install default-jre-headless)."
        )
    if version < JAVA:
        raise SparkError(
            f"Java trên máy này là bản {version}, Spark cần bản {JAVA} trở lên. Cài bản mới, hoặc đặt JAVA_HOME."
        )


def check_answer(master: str) -> None:
    """Raise SparkError where nobody answers. One of a cluster's masters is enough: the others stand by."""
    hosts, why = hosts_of(master), ""
    for host, port in hosts:
        try:
            socket.create_connection((host, port), timeout=ANSWERS_WITHIN).close()
        except OSError as error:
            why = why or _why(error)
        else:
            return
    if hosts:
        raise SparkError(f"Không gọi được cụm Spark {master}: {why}. Kiểm tra địa chỉ, và cụm đã chạy chưa.")


def _why(error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return "không có máy tên này"
    if isinstance(error, ConnectionRefusedError):
        return "không có gì nhận ở cổng này"
    if isinstance(error, TimeoutError):
        return f"không trả lời trong {ANSWERS_WITHIN} giây"
    return error.strerror or str(error)
