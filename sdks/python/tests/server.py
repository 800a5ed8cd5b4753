"""The real server, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Dict, Optional

REPOSITORY = Path(__file__).resolve().parents[3]
READY = "ASG Refinery is ready at "
DRAIN_SECONDS_MAX = 20


class Server:
    """Ends with this process, however that goes. Keeps its data and port over a restart."""

    def __init__(self, **env: str) -> None:
        self.url = ""
        self._folder = tempfile.TemporaryDirectory(prefix="asg-python-")
        self._env = env
        self._process: Optional[subprocess.Popen[str]] = None
        self.start()

    def start(self) -> None:
        settings: Dict[str, str] = {
            "LOG_LEVEL": "warn",
            "RATE_LIMITS": "false",
            "ASG_ALLOW_LOOPBACK": "true",
            "LOCAL_BLOCK_SECONDS": "1",
            "PORT": self.url.rpartition(":")[2] or "0",
            **self._env,
            "ASG_DATA_DIR": self._folder.name,
            "NODE_OPTIONS": "--disable-warning=ExperimentalWarning",
        }
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG", "TZ") if name in os.environ}
        # With its standard input the server ends: it does not outlive this process.
        leash = (REPOSITORY / "packages/instance/src/leash.ts").as_uri()
        self._log = Path(self._folder.name) / "server.log"
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                ["node_modules/.bin/node", "--import", leash, "apps/server/src/main.ts"],
                cwd=REPOSITORY,
                env={**inherited, **settings},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(READY):
                self.url = line[len(READY) :].strip()
                threading.Thread(target=self._process.stdout.read, daemon=True).start()
                return
        raise AssertionError(f"the server ended: {self._log.read_text()}")

    def kill(self) -> None:
        """As a crash would."""
        process = self._process
        if process is None:
            return
        self._process = None
        process.kill()
        self._wait(process)

    def close(self) -> None:
        process = self._process
        if process is not None:
            process.terminate()
            self._wait(process)
        self._folder.cleanup()

    def _wait(self, process: subprocess.Popen[str]) -> None:
        process.wait(DRAIN_SECONDS_MAX)
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()
