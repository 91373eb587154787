# SPDX-License-Identifier: Apache-2.0
"""Starts child processes and stops exactly these, by pid, whatever happens to this program."""

import ctypes
import os
import pathlib
import signal
import socket
import subprocess
import time

from console import DemoError, say

ROOT = pathlib.Path(__file__).resolve().parents[2]
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def _die_with_parent() -> None:
    """Runs in the child: the kernel ends it when this program is gone, even by kill -9."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def free_port(wanted: int = 0) -> int:
    """`wanted` if nobody listens there, else any free port."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise DemoError("there is no free port on 127.0.0.1")


def wait_until(what: str, condition, seconds: float, process: "Process | None" = None) -> None:
    """Polls until `condition` holds; fails when the time is over or `process` has ended."""
    deadline = time.monotonic() + seconds
    while not condition():
        if process is not None and not process.is_running():
            raise DemoError(f"{process.name} ended while starting\n{process.log_tail()}")
        if time.monotonic() > deadline:
            raise DemoError(f"{what}: not within {seconds:.0f} s" + (f"\n{process.log_tail()}" if process else ""))
        time.sleep(0.05)


class Process:
    """One child, with its own log file. Ctrl-C does not reach it: `stop` ends it in good order."""

    def __init__(self, name: str, command: list[str], log: pathlib.Path, user: str | None = None,
                 environment: dict[str, str] | None = None, stop_signal: int = signal.SIGTERM):
        self.name = name
        self.log = log
        self._stop_signal = stop_signal
        log.parent.mkdir(parents=True, exist_ok=True)
        with open(log, "ab") as sink:
            self._child = subprocess.Popen(
                command, cwd=ROOT if user is None else "/", stdin=subprocess.DEVNULL, stdout=sink,
                stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}, user=user, group=user,
                extra_groups=[] if user else None, start_new_session=True, preexec_fn=_die_with_parent)

    def is_running(self) -> bool:
        return self._child.poll() is None

    def exit_code(self) -> int | None:
        return self._child.poll()

    def log_tail(self, lines: int = 12) -> str:
        """The end of its log, for a message that says why it failed."""
        text = self.log.read_text(errors="replace").splitlines()[-lines:]
        return "\n".join([f"the end of {self.log}:", *(f"  {line}" for line in text)])

    def stop(self, seconds: float = 15) -> None:
        """Asks it to end, and ends it by force when it takes too long."""
        if not self.is_running():
            return
        self._child.send_signal(self._stop_signal)
        try:
            self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            say(f"{self.name} did not stop within {seconds:.0f} s and is ended by force")
            self._child.kill()
            self._child.wait()
