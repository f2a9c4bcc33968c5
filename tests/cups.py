"""A real, private CUPS: in a folder, on a private port, with a printer that keeps all jobs.

The printing system of the machine is neither used nor touched.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

_PATH = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin{os.pathsep}/sbin"
_HELPERS = [Path(each) / "daemon/cups-exec" for each in ("/usr/lib/cups", "/usr/libexec/cups")]

_FILES = """\
ServerRoot {folder}/etc
ServerBin {folder}/bin
RequestRoot {folder}/spool
TempDir {folder}/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
SystemGroup {group}
"""
_DAEMON = """\
Listen localhost:{port}
Browsing No
WebInterface No
DefaultAuthType None
LogLevel warn
<Location />
Order deny,allow
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
# A backend is called with job, user, title, copies and options; a raw job comes in a file.
_KEEP = """\
#!/bin/sh
[ $# = 0 ] && exit 0
for each in title="$3" copies="$4" options="$5"; do printf '%s\\n' "$each"; done > '{kept}'/$1.txt
cat "${{6:--}}" > '{kept}'/$1.pdf
"""
_FAIL = """\
#!/bin/sh
[ $# = 0 ] && exit 0
echo "ERROR: Paper jam in tray 2" >&2
exit ${DEVICE_URI##*/}
"""
_AWAY = """\
#!/bin/sh
[ $# = 0 ] && exit 0
echo "INFO: The printer is not responding." >&2
exec sleep 60
"""
_BUSY = """\
#!/bin/sh
[ $# = 0 ] && exit 0
exec sleep 60
"""


OFFICE_PRINTER = {
    "PageSize": "*A4 Letter",
    "Duplex": "*None DuplexNoTumble DuplexTumble",
    "ColorModel": "*RGB Gray",
    "InputSlot": "*Auto Tray1 Tray2 Manual",
}
"""The options of a printer that can do all that a leaflet needs, as ``lpoptions -l`` lists them."""

_SIZES = {"A4": "595 842", "A5": "420 595", "Letter": "612 792", "Legal": "612 1008"}
_PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "OFFICE.PPD"
*Manufacturer: "Office"
*Product: "(Office)"
*ModelName: "Office"
*ShortNickName: "Office"
*NickName: "Office"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: {colour}
*DefaultColorSpace: RGB
*FileSystem: False
*cupsFilter2: "application/pdf application/pdf 0 -"
{options}
"""


def make_ppd(**options: str) -> str:
    """A PPD file with these options: their choices, with a star before the usual one.

    An option without choices is left out.
    """
    listed = {keyword: choices for keyword, choices in options.items() if choices}
    papers = listed["PageSize"]
    lines = [_format_option(*each) for each in {**listed, "PageRegion": papers}.items()]
    for keyword, value in (("ImageableArea", "12 12 {}"), ("PaperDimension", "{}")):
        lines.append(f"*Default{keyword}: {_usual(papers)}")
        for name in papers.replace("*", "").split():
            lines.append(f'*{keyword} {name}: "{value.format(_SIZES[name])}"')
    colour = "RGB" in options.get("ColorModel", "")
    return _PPD.format(colour=colour, options="\n".join(lines))


def _format_option(keyword: str, choices: str) -> str:
    lines = [f"*OpenUI *{keyword}: PickOne", f"*Default{keyword}: {_usual(choices)}"]
    lines += [f'*{keyword} {name}: ""' for name in choices.replace("*", "").split()]
    return "\n".join([*lines, f"*CloseUI: *{keyword}"])


def _usual(choices: str) -> str:
    return next(name[1:] for name in choices.split() if name.startswith("*"))


def needs_cups() -> None:
    """Skip a test if CUPS is not installed, with a reason; fail where it must be installed."""
    if sys.platform != "linux":
        pytest.skip("a CUPS of one's own is set up on Linux only")
    if _find_program("cupsd") and _find_program("lp") and _find_helper():
        return
    must = os.environ.get("HANDOUTS_MUST_TEST_CUPS")
    assert not must, "HANDOUTS_MUST_TEST_CUPS is set, but there is no cupsd or no lp"
    pytest.skip("CUPS is not installed (cups-daemon and cups-client)")


def _find_program(name: str) -> str | None:
    return shutil.which(name, path=_PATH)


def _find_helper() -> Path | None:
    return next((path for path in _HELPERS if path.exists()), None)


@dataclass
class PrintedJob:
    """A job as a printer got it; ``told`` are its options as CUPS gives them to a filter."""

    pdf: bytes
    title: str
    copies: int
    options: dict[str, str]
    told: str = ""


@dataclass
class Cups:
    """A running CUPS: ``server`` is the value of CUPS_SERVER that leads to it."""

    folder: Path
    server: str

    def run_admin(self, *words: str) -> str:
        """Run one of CUPS's commands on it; returns its output."""
        name, *rest = words
        done = subprocess.run(
            [_find_program(name) or name, *rest],
            env={**os.environ, "CUPS_SERVER": self.server, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return done.stdout

    def add(self, name: str, uri: str = "keep:/all") -> None:
        """Add a raw queue, which passes jobs on unchanged."""
        self.run_admin("lpadmin", "-p", name, "-E", "-v", uri)

    def add_printer(self, name: str, uri: str = "keep:/all", **options: str) -> None:
        """Add a queue with a PPD file of these options, as ``make_ppd`` takes them.

        It has both papers, a duplexer, colour and trays, where ``options`` do not say otherwise.
        """
        path = self.folder / f"{name}.ppd"
        path.write_text(make_ppd(**{**OFFICE_PRINTER, **options}))
        self.run_admin("lpadmin", "-p", name, "-E", "-v", uri, "-P", str(path))

    def read_ppd(self, name: str) -> Path:
        """The path of a queue's PPD file, as it was added."""
        return self.folder / f"{name}.ppd"

    def read_job(self, number: str) -> PrintedJob:
        """The job as a printer got it, once it is complete."""
        place = self.folder / "kept" / number.rpartition("-")[2]
        end = time.monotonic() + 10
        while number in self.list_waiting() and time.monotonic() < end:
            time.sleep(0.05)
        lines = place.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        said = dict(line.split("=", 1) for line in lines)
        options = dict(pair.split("=", 1) for pair in said["options"].split() if "=" in pair)
        pdf = place.with_suffix(".pdf").read_bytes()
        return PrintedJob(pdf, said["title"], int(said["copies"]), options, said["options"])

    def list_waiting(self) -> list[str]:
        """The jobs that are in a queue."""
        listed = self.run_admin("lpstat", "-W", "not-completed", "-o")
        return [line.split()[0] for line in listed.splitlines() if line.strip()]


@contextmanager
def run_cups(folder: Path) -> Iterator[Cups]:
    """Run a CUPS without printers, until the block ends."""
    for name in ("bin/backend", "bin/daemon", "spool", "tmp", "cache", "state", "log", "etc"):
        (folder / name).mkdir(parents=True)
    (folder / "kept").mkdir()
    helper = _find_helper()
    assert helper
    (folder / "bin/daemon/cups-exec").symlink_to(helper)
    keep = _KEEP.format(kept=folder / "kept")
    scripts = {"keep": keep, "fail": _FAIL, "away": _AWAY, "busy": _BUSY}
    for name, script in scripts.items():
        (folder / "bin/backend" / name).write_text(script)
        (folder / "bin/backend" / name).chmod(0o700)
    port = _free_port()
    group = _find_group()
    (folder / "etc/cups-files.conf").write_text(_FILES.format(folder=folder, group=group))
    (folder / "etc/cupsd.conf").write_text(_DAEMON.format(port=port))
    with _start_daemon(folder, port):
        yield Cups(folder, f"localhost:{port}")


@contextmanager
def _start_daemon(folder: Path, port: int) -> Iterator[None]:
    words = [_find_program("cupsd") or "", "-f", "-c", str(folder / "etc/cupsd.conf")]
    words += ["-s", str(folder / "etc/cups-files.conf")]
    with (folder / "log/out").open("wb") as log:
        daemon = subprocess.Popen(words, stdout=log, stderr=log)
    try:
        _wait_for(port, folder)
        yield
    finally:
        daemon.terminate()
        daemon.wait(20)


def _wait_for(port: int, folder: Path) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    logs = [path.read_text() for path in (folder / "log/out", folder / "log/error")]
    raise AssertionError(f"cupsd did not start: {logs}")


def _free_port() -> int:
    """A free port, from a range that only this test process searches."""
    first = 20_000 + os.getpid() % 100 * 100
    return next(port for port in range(first, first + 100) if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        probe.bind(("127.0.0.1", port))
        return True
    return False


def _find_group() -> str:
    import grp

    return grp.getgrgid(os.getgid()).gr_name
