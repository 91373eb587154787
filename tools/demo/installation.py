# SPDX-License-Identifier: Apache-2.0
"""Where one running system keeps its things: folders, ports, keys."""

import base64
import fcntl
import hashlib
import json
import os
import pathlib
import pwd
import secrets
import shutil
import stat

from console import DemoError
from processes import free_port

# The ports that people expect; another free one is taken where somebody listens already.
USUAL_PORTS = {"gateway": 7100, "registration": 7101, "compliance": 7102, "scoring": 7103, "gateway-admin": 7110,
               "registration-admin": 7111, "compliance-admin": 7112, "scoring-admin": 7113,
               "postgres": 7120, "kafka": 7121, "kafka-controller": 7122}


class Installation:
    """The folders, ports and keys of one system under `folder`. One program at a time may hold it."""

    def __init__(self, folder: pathlib.Path, usual_ports: bool):
        self.folder = folder
        self._usual_ports = usual_ports
        self._lock = None
        self._ports: dict[str, int] = {}

    def open(self, fresh: bool) -> None:
        """Takes the folder for this program; with `fresh` what earlier starts left is removed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = open(self.folder / "lock", "w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DemoError(f"another demo is running from {self.folder}; stop it first (Ctrl-C there)") from error
        if fresh:
            self.clear()
        for name in ("logs", "config", "run"):
            (self.folder / name).mkdir(exist_ok=True)

    def clear(self) -> None:
        """Removes everything but the lock."""
        shutil.rmtree(self.postgres_folder(), ignore_errors=True)
        for entry in self.folder.iterdir():
            if entry.name == "lock":
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def remove(self) -> None:
        """Removes everything, the folder included."""
        self.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def port(self, name: str) -> int:
        """The port of a listener, the same for the whole run."""
        if name not in self._ports:
            self._ports[name] = free_port(USUAL_PORTS[name] if self._usual_ports else 0)
        return self._ports[name]

    def address(self, name: str) -> str:
        return f"127.0.0.1:{self.port(name)}"

    def log(self, name: str) -> pathlib.Path:
        return self.folder / "logs" / f"{name}.log"

    def key_file(self, name: str) -> pathlib.Path:
        """A file with a random 32-byte key as base64, made once, readable by its owner only."""
        path = self.folder / "keys" / name
        if not path.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(base64.b64encode(secrets.token_bytes(32)).decode())
        return path

    def marker(self, name: str) -> pathlib.Path:
        """A file whose presence says that a step was done in this folder."""
        return self.folder / f"{name}.done"

    def postgres_folder(self) -> pathlib.Path:
        """Where PostgreSQL keeps its data: beside the rest, unless its user can't get there."""
        if os.geteuid() != 0 or _reachable_by_others(self.folder):
            return self.folder / "postgres"
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return pathlib.Path("/var/tmp") / f"paritrana-{name}"

    def write_endpoints(self) -> pathlib.Path:
        """Writes where the command line tool finds the services."""
        services = {name: self.address(name) for name in ("registration", "compliance", "scoring")}
        path = self.folder / "endpoints.json"
        path.write_text(json.dumps({"gateway": f"http://{self.address('gateway')}", **services}, indent=2) + "\n")
        return path


def _reachable_by_others(folder: pathlib.Path) -> bool:
    """True when every folder on the way may be passed by any user."""
    return all(part.stat().st_mode & stat.S_IXOTH for part in (folder, *folder.parents) if part.exists())


def postgres_user() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as Debian's user for it."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError as error:
        raise DemoError("there is no user 'postgres'; run ./run setup") from error


