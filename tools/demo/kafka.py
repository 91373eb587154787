# SPDX-License-Identifier: Apache-2.0
"""Starts a real Kafka broker of its own: one node that is broker and controller, loopback only."""

import os
import pathlib
import shutil
import socket
import subprocess

from console import DemoError, say
from installation import Installation
from processes import ROOT, Process, wait_until

PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={data}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
# Ready again 5 s after a kill instead of 13 s.
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
"""


def jar_folder() -> pathlib.Path:
    folder = pathlib.Path(os.environ.get("PARITRANA_KAFKA_LIB") or ROOT / ".local" / "kafka" / "lib")
    if not list(folder.glob("kafka_2.13-*.jar")):
        raise DemoError(f"Kafka's jars are not in {folder}; run ./run setup")
    return folder


class Kafka:
    """One broker; topics are created by the services that own them."""

    def __init__(self, installation: Installation):
        self._installation = installation
        self._data = installation.folder / "kafka"
        self._properties = installation.folder / "config" / "kafka.properties"
        self._process: Process | None = None

    def bootstrap_servers(self) -> str:
        return self._installation.address("kafka")

    def start(self) -> None:
        """Launches the broker; `wait_ready` tells when it answers."""
        port, controller = self._installation.port("kafka"), self._installation.port("kafka-controller")
        self._properties.write_text(PROPERTIES.format(port=port, controller=controller, data=self._data))
        if not (self._data / "meta.properties").exists():
            self._format()
        command = ["java", "-Xms256m", "-Xmx512m", "-XX:+UseG1GC", "-cp",
                   f"{jar_folder()}/*", "kafka.Kafka", str(self._properties)]
        self._process = Process("Kafka", command, self._installation.log("kafka"))

    def wait_ready(self) -> None:
        wait_until("Kafka accepts connections", self._accepts, 90, self._process)
        say(f"Kafka is ready on {self.bootstrap_servers()}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.stop(20)

    def process(self) -> Process:
        assert self._process is not None
        return self._process

    def _format(self) -> None:
        say("Kafka: making a new data folder")
        shutil.rmtree(self._data, ignore_errors=True)
        made = subprocess.run(
            ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", f"{jar_folder()}/*", "kafka.tools.StorageTool",
             "format", "-t", "cGFyaXRyYW5hLWRlbW8tMQ", "-c", str(self._properties)],
            cwd=self._installation.folder, capture_output=True, text=True, timeout=120)
        if made.returncode:
            raise DemoError(f"Kafka's storage could not be formatted:\n{made.stdout}{made.stderr}")

    def _accepts(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self._installation.port("kafka"))) == 0
