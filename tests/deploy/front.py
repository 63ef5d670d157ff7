"""deploy/nginx.conf as it stands, run by Debian's nginx in a folder of its own before a serving application."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.network import free_port
from tests.support.stores import SECRET

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
HOST = "stelsel.test"
TOKEN = "only-for-machines-that-count"
PATIENCE = 60.0

AROUND = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/stelsel.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class Front:
    """nginx on two ports of 127.0.0.1, and the application behind it."""

    plain: int
    secure: int
    behind: int
    folder: Path
    database_url: str
    application: subprocess.Popen[bytes] | None = None
    trust: ssl.SSLContext = field(default_factory=ssl._create_unverified_context)

    def ask(
        self,
        path: str,
        host: str = HOST,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        """Ask over TLS, from an address of this machine's own."""
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.secure, timeout=30, context=self.trust, source_address=(source, 0)
        )
        try:
            connection.request(method, path, body, {"Host": host, **(headers or {})})
            return _read(connection.getresponse())
        finally:
            connection.close()

    def ask_plainly(self, path: str, host: str) -> Answer | None:
        """Ask without TLS; None when the connection was closed without a word."""
        connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": host})
            return _read(connection.getresponse())
        except http.client.RemoteDisconnected:
            return None
        finally:
            connection.close()

    def connect(self, source: str) -> ssl.SSLSocket:
        """A visitor's open line."""
        line = socket.create_connection(("127.0.0.1", self.secure), timeout=30, source_address=(source, 0))
        return self.trust.wrap_socket(line, server_hostname=HOST)

    def start(self) -> None:
        """The application, and wait until it answers."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STELSEL_")}
        environment = {
            **kept,
            "STELSEL_DATABASE_URL": self.database_url,
            "STELSEL_DATA_DIR": str(self.folder),
            "STELSEL_SECRET_KEY": SECRET,
            "STELSEL_BASE_URL": f"https://{HOST}",
            "STELSEL_METRICS_TOKEN": TOKEN,
            "STELSEL_WORKERS": "1",
            "PORT": str(self.behind),
        }
        with (self.folder / "application.log").open("ab") as log:
            command = [sys.executable, "-m", "stelsel", "serve", "--no-worker"]
            self.application = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        until(lambda: _answers(self.behind), "the application")

    def stop(self) -> None:
        if self.application is not None:
            self.application.terminate()
            self.application.wait(PATIENCE)
            self.application = None


def until(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.1)


@contextmanager
def running(database_url: str, folder: Path) -> Iterator[Front]:
    """The application on this database, and nginx before it."""
    front = Front(free_port(), free_port(), free_port(), folder, database_url)
    _write(front)
    command = [NGINX or "nginx", "-e", str(folder / "early.log"), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with subprocess.Popen(command) as nginx:
        try:
            front.start()
            until(lambda: _listens(front.secure), "nginx")
            yield front
        finally:
            nginx.terminate()
            front.stop()


def _write(front: Front) -> None:
    """The files of deploy/, with this machine's ports, names and folders in the place of a server's."""
    folder, deploy = front.folder, ROOT / "deploy"
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    subject = ["-subj", f"/CN={HOST}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made.split(), *subject], check=True, capture_output=True)
    lines = (deploy / "nginx.conf").read_text().splitlines()
    text = "\n".join(line for line in lines if "listen [::]" not in line)
    for here, there in {
        "listen 80": f"listen 127.0.0.1:{front.plain}",
        "listen 443": f"listen 127.0.0.1:{front.secure}",
        "stelsel.example": HOST,
        "127.0.0.1:8000": f"127.0.0.1:{front.behind}",
        "/var/cache/nginx/stelsel": str(folder / "cache"),
        "/var/log/nginx/stelsel.log": str(folder / "stelsel.log"),
        "/etc/ssl/stelsel/fullchain.pem": str(certificate),
        "/etc/ssl/stelsel/privkey.pem": str(key),
        "root /srv/stelsel;": f"root {deploy};",
        "/srv/stelsel/static/build/": f"{ROOT}/platform/stelsel/web/static/build/",
        "/etc/nginx/stelsel-proxy.conf": str(deploy / "nginx-proxy.conf"),
    }.items():
        assert here in text, f"deploy/nginx.conf no longer says {here}"
        text = text.replace(here, there)
    (folder / "stelsel.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))


def _read(response: http.client.HTTPResponse) -> Answer:
    return Answer(response.status, response.headers, response.read())


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": HOST})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
