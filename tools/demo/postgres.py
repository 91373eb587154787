# SPDX-License-Identifier: Apache-2.0
"""Starts a PostgreSQL of its own: data under the installation's folder, TCP on loopback only."""

import os
import pathlib
import shutil
import signal
import subprocess

from console import DemoError, say
from installation import Installation, postgres_user
from processes import Process, wait_until

# fsync stays on: what the demo acknowledges survives, as it would in earnest.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "max_wal_size": "1GB",
    "logging_collector": "off",
    "jit": "off",
}


def _binary(name: str) -> str:
    """Debian keeps the server's programs out of PATH."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}")) if name != "psql" else []
    path = str(found[-1]) if found else shutil.which(name)
    if not path:
        raise DemoError(f"PostgreSQL's {name} is missing; run ./run setup")
    return path


class Postgres:
    """One server with one database, `paritrana`; each service has its own schema in it."""

    def __init__(self, installation: Installation):
        self._installation = installation
        self._data = installation.postgres_folder()
        self._user = postgres_user()
        self._process: Process | None = None

    def conninfo(self) -> str:
        return f"host=127.0.0.1 port={self._installation.port('postgres')} user=paritrana dbname=paritrana"

    def start(self) -> None:
        """Launches the server; `wait_ready` tells when it answers."""
        if not (self._data / "PG_VERSION").exists():
            self._initialize()
        options = {**SETTINGS, "port": str(self._installation.port("postgres"))}
        command = [_binary("postgres"), "-D", str(self._data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        # SIGINT asks for a fast stop: clients are cut off, nothing is lost.
        self._process = Process("PostgreSQL", command, self._installation.log("postgres"), user=self._user,
                                stop_signal=signal.SIGINT)

    def wait_ready(self) -> None:
        wait_until("PostgreSQL accepts connections", self._answers, 60, self._process)
        self._create_database()
        say(f"PostgreSQL is ready on 127.0.0.1:{self._installation.port('postgres')}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop()

    def process(self) -> Process:
        assert self._process is not None
        return self._process

    def _initialize(self) -> None:
        say("PostgreSQL: making a new data folder")
        shutil.rmtree(self._data, ignore_errors=True)
        self._data.mkdir(parents=True, mode=0o700)
        if self._user:
            shutil.chown(self._data, self._user, self._user)
        # Trust is for loopback on a developer's machine; deploy/ shows passwords.
        made = subprocess.run(
            [_binary("initdb"), "-D", str(self._data), "-U", "paritrana", "--auth=trust", "--encoding=UTF8",
             "--locale=C.UTF-8", "--no-sync"],
            cwd="/", user=self._user, group=self._user, extra_groups=[] if self._user else None,
            capture_output=True, text=True, timeout=120)
        if made.returncode:
            raise DemoError(f"initdb failed:\n{made.stderr}")

    def _psql(self, database: str, statement: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [_binary("psql"), "-X", "-q", "-t", "-A", "-h", "127.0.0.1", "-p",
             str(self._installation.port("postgres")), "-U", "paritrana", "-d", database, "-c", statement],
            env={**os.environ, "PGCONNECT_TIMEOUT": "2"}, capture_output=True, text=True, timeout=30)

    def _answers(self) -> bool:
        return self._psql("postgres", "select 1").returncode == 0

    def _create_database(self) -> None:
        known = self._psql("postgres", "select 1 from pg_database where datname = 'paritrana'").stdout.strip()
        if not known:
            made = self._psql("postgres", "create database paritrana")
            if made.returncode:
                raise DemoError(f"the database could not be created:\n{made.stderr}")
