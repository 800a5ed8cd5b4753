"""Writes the sync client from the asyncio one: the same code without ``async`` and ``await``.

    python sdks/python/tools/write_sync.py [--check]

The two transports are written by hand: they are all that differs.
"""

import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "asg_gateway"
HEAD = "# Written by tools/write_sync.py from _async/{name}: change that file, not this one.\n"
BY_HAND = {"__init__.py", "transport.py"}
RULES = [
    (r"\basync (def|for|with) ", r"\1 "),
    (r"\bawait ", ""),
    (r"\bAsync([A-Z]\w+)\b", r"\1"),
    (r"\b__a(enter|exit|iter)__\b", r"__\1__"),
]


def sync(name: str, source: str) -> str:
    for pattern, replacement in RULES:
        source = re.sub(pattern, replacement, source)
    ruff = [sys.executable, "-m", "ruff"]
    where = ["--stdin-filename", str(PACKAGE / "_sync" / name), "-"]
    for command in (["check", "--quiet", "--select", "I", "--fix"], ["format", "--quiet"]):
        run = subprocess.run([*ruff, *command, *where], input=source, capture_output=True, text=True, check=True)
        source = run.stdout
    return HEAD.format(name=name) + source


def main() -> int:
    stale = []
    for path in sorted((PACKAGE / "_async").glob("*.py")):
        if path.name in BY_HAND:
            continue
        target = PACKAGE / "_sync" / path.name
        fresh = sync(path.name, path.read_text("utf-8"))
        if not target.exists() or target.read_text("utf-8") != fresh:
            stale.append(target)
            if "--check" not in sys.argv:
                target.write_text(fresh, "utf-8")
    for path in stale:
        print(f"{path.name}: {'is not what _async makes' if '--check' in sys.argv else 'written'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
