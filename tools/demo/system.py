# SPDX-License-Identifier: Apache-2.0
"""The whole system as one thing: PostgreSQL, Kafka and the four services, started and stopped together."""

import subprocess
import sys

from console import DemoError, say
from installation import Installation
from kafka import Kafka
from postgres import Postgres
from processes import ROOT, Process
from services import NAMES, Service, binary


class System:
    """Starts in order of need, stops in the opposite order; a context manager, so that it always stops."""

    def __init__(self, installation: Installation):
        self.installation = installation
        self._postgres = Postgres(installation)
        self._kafka = Kafka(installation)
        self._services = [Service(name, installation) for name in NAMES]
        self._others: list[Process] = []

    def __enter__(self) -> "System":
        return self

    def __exit__(self, *_exception) -> None:
        for process in reversed(self._others):
            process.stop()
        for part in (*reversed(self._services), self._kafka, self._postgres):
            part.stop()
        say("everything is stopped")

    def start(self) -> None:
        """Starts everything and returns when all answer and registration takes calls.

        scoring and gateway are ready only once there are regions to rank: `wait_ready`, later.
        """
        for name in NAMES:
            binary(f"paritrana-{name}")
        self._kafka.start()
        self._postgres.start()
        self._postgres.wait_ready()
        self._kafka.wait_ready()
        for service in self._services:
            service.start(self._postgres.conninfo(), self._kafka.bootstrap_servers())
        for service in self._services:
            service.wait_alive()
        self._services[0].wait_ready()

    def wait_ready(self) -> None:
        """Returns when the others are ready too, which needs regions."""
        for service in self._services[1:]:
            service.wait_ready()

    def stop_service(self, name: str) -> None:
        """Stops one service and leaves the others to it."""
        self._service(name).stop()

    def start_service(self, name: str) -> None:
        """Starts a stopped service again, where it was, and returns when it is ready."""
        service = self._service(name)
        service.start(self._postgres.conninfo(), self._kafka.bootstrap_servers())
        service.wait_ready()

    def _service(self, name: str) -> Service:
        return next(service for service in self._services if service.name == name)

    def keep(self, process: Process) -> None:
        """Stops this process too, before all others."""
        self._others.append(process)

    def dead(self) -> Process | None:
        """A process that has ended though nobody asked it to; None while all are well."""
        parts = [self._postgres.process(), self._kafka.process(), *(s.process() for s in self._services)]
        return next((process for process in parts + self._others if not process.is_running()), None)

    def cli(self, *arguments: str, show: bool = False, seconds: float = 900) -> str:
        """Runs the `paritrana` command against this system and returns what it printed.

        With `show` its own progress and results go to the screen instead.
        """
        command = [str(binary("paritrana")), "--endpoints", str(self.installation.folder / "endpoints.json"),
                   *arguments]
        done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, text=True, timeout=seconds,
                              stdout=sys.stderr if show else subprocess.PIPE,
                              stderr=None if show else subprocess.PIPE)
        if done.returncode:
            raise DemoError(f"`paritrana {' '.join(arguments)}` failed with exit code {done.returncode}"
                            + ("" if show else f":\n{done.stdout}{done.stderr}"))
        return "" if show else done.stdout
