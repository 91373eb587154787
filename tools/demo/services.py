# SPDX-License-Identifier: Apache-2.0
"""Starts the four services as processes of their own, configured by a TOML file each."""

import os
import pathlib
import urllib.error
import urllib.request

from console import DemoError, say
from installation import Installation
from processes import ROOT, Process, wait_until

NAMES = ("registration", "compliance", "scoring", "gateway")


def binary(name: str) -> pathlib.Path:
    """A program of the release build; PARITRANA_BIN names another folder."""
    folder = pathlib.Path(os.environ.get("PARITRANA_BIN") or ROOT / "build" / "release" / "bin")
    path = folder / name
    if not path.exists():
        raise DemoError(f"{path} is missing; run ./run build")
    return path


def toml(settings: dict) -> str:
    """Writes settings as TOML: plain values first, then one table for each nested dictionary."""
    plain = [f"{key} = {_value(value)}" for key, value in settings.items() if not isinstance(value, dict)]
    tables = [f"\n[{key}]\n" + toml(value).rstrip() for key, value in settings.items() if isinstance(value, dict)]
    return "\n".join(plain + tables) + "\n"


def _value(value) -> str:
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def settings_of(name: str, installation: Installation, conninfo: str, bootstrap_servers: str) -> dict:
    """Settings of one service, as its README describes them."""
    common = {
        "listen": installation.address(name),
        "admin_listen": installation.address(f"{name}-admin"),
        "ports_file": str(installation.folder / "run" / f"{name}.json"),
    }
    kafka = {"kafka": {"bootstrap_servers": bootstrap_servers, "replication": 1}}
    database = {"postgres": {"conninfo": conninfo}}
    token_key = {"token_key_file": str(installation.key_file("token"))}
    if name == "registration":
        encryption = {"encryption_key_file": str(installation.key_file("encryption"))}
        return {**common, "shards": 8, **kafka, **database, "identity": {**token_key, **encryption}}
    if name == "compliance":
        return {**common, "shards": 8, **kafka, **database, "identity": token_key}
    if name == "scoring":
        return {**common, "shards": 8, "edition": "paritrana-2025-demo.toml", **kafka}
    backends = {other: {"address": installation.address(other)} for other in NAMES if other != "gateway"}
    return {**common, "web_root": "web/dist", "kafka": {"bootstrap_servers": bootstrap_servers}, **backends}


class Service:
    """One service process."""

    def __init__(self, name: str, installation: Installation):
        self.name = name
        self._installation = installation
        self._process: Process | None = None

    def start(self, conninfo: str, bootstrap_servers: str) -> None:
        """Launches it; `wait_ready` tells when it serves."""
        config = self._installation.folder / "config" / f"{self.name}.toml"
        config.write_text(toml(settings_of(self.name, self._installation, conninfo, bootstrap_servers)))
        command = [str(binary(f"paritrana-{self.name}")), f"--config={config}"]
        self._process = Process(self.name, command, self._installation.log(self.name))

    def wait_alive(self, seconds: float = 60) -> None:
        wait_until(f"{self.name} answers", lambda: self._says_yes("livez"), seconds, self.process())

    def wait_ready(self, seconds: float = 120) -> None:
        wait_until(f"{self.name} is ready", lambda: self._says_yes("readyz"), seconds, self.process())
        say(f"{self.name} is ready on {self._installation.address(self.name)}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop()

    def process(self) -> Process:
        assert self._process is not None
        return self._process

    def _says_yes(self, question: str) -> bool:
        url = f"http://{self._installation.address(f'{self.name}-admin')}/{question}"
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False
