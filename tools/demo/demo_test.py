# SPDX-License-Identifier: Apache-2.0
"""Tests of what starts the demo, as far as they need neither database nor broker."""

import contextlib
import io
import pathlib
import socket
import stat
import tempfile
import tomllib
import unittest

import console
import installation
import processes
import services
import smoke


class InstallationTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.made = installation.Installation(pathlib.Path(folder.name) / "demo", usual_ports=False)
        self.made.open(fresh=False)

    def test_refuses_a_folder_that_another_program_holds(self):
        other = installation.Installation(self.made.folder, usual_ports=False)
        with self.assertRaises(console.DemoError):
            other.open(fresh=False)

    def test_keeps_keys_and_forgets_them_when_fresh(self):
        first = self.made.key_file("token").read_text()
        self.assertEqual(first, self.made.key_file("token").read_text())
        self.assertEqual(0o600, stat.S_IMODE(self.made.key_file("token").stat().st_mode))
        self.made.clear()
        self.assertNotEqual(first, self.made.key_file("token").read_text())

    def test_gives_each_listener_one_port(self):
        names = ("gateway", "registration", "kafka")
        self.assertEqual(3, len({self.made.port(name) for name in names}))
        self.assertEqual(self.made.port("kafka"), self.made.port("kafka"))

    def test_takes_another_port_where_somebody_listens(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.assertNotEqual(port, processes.free_port(port))

    def test_writes_settings_that_toml_reads_back(self):
        settings = services.settings_of("compliance", self.made, "host=127.0.0.1", "127.0.0.1:1")
        self.assertEqual(settings, tomllib.loads(services.toml(settings)))
        tricky = {"path": 'a "b" \\ c', "kafka": {"replication": 1}}
        self.assertEqual(tricky, tomllib.loads(services.toml(tricky)))


class ProcessTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.log = pathlib.Path(folder.name) / "log"

    def test_tells_why_a_process_ended_while_starting(self):
        process = processes.Process("sad", ["sh", "-c", "echo out of luck; exit 3"], self.log)
        with self.assertRaisesRegex(console.DemoError, "out of luck"):
            processes.wait_until("sad is ready", lambda: False, 30, process)
        self.assertEqual(3, process.exit_code())

    def test_ends_by_force_what_does_not_stop(self):
        process = processes.Process("deaf", ["sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.1; done"], self.log)
        processes.wait_until("deaf is up", lambda: "up" in self.log.read_text(), 30, process)
        with contextlib.redirect_stderr(io.StringIO()):
            process.stop(0.2)
        self.assertFalse(process.is_running())


class SmokeTest(unittest.TestCase):
    BEFORE = smoke.Place(rank=1, shared=True, heads=0, entitled=90, basis_points=0, version=4)

    def test_refuses_a_wrong_figure(self):
        right = smoke.expected_after(self.BEFORE, 5)
        for wrong in ({"heads": 2}, {"rank": 2}, {"shared": True}, {"basis_points": 555}, {"entitled": 91}):
            with self.assertRaises(console.DemoError):
                smoke.check(self.BEFORE, smoke.dataclasses.replace(right, **wrong))

    def test_refuses_a_version_that_did_not_grow(self):
        with self.assertRaises(console.DemoError):
            smoke.check(self.BEFORE, smoke.expected_after(self.BEFORE, 4))

    def test_rounds_half_up(self):
        self.assertEqual(556, smoke.expected_after(self.BEFORE, 5).basis_points)
        smoke.check(self.BEFORE, smoke.expected_after(self.BEFORE, 5))


if __name__ == "__main__":
    unittest.main()
