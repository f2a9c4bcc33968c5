"""Work shared out to a Dask cluster: other computers on the clinic's own network.

Each worker needs the same versions as this computer, which is checked first. Workers that see the
output folder save leaflets there; others send them back. A worker that is lost costs only what it
was doing: the scheduler gives that to another.
"""

from __future__ import annotations

import contextlib
import platform
import re
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path

import handouts
from handouts.batch.manifest import list_fonts
from handouts.data import Data
from handouts.events import RequestError
from handouts.files import make_folder
from handouts.pdf.drawing.disk_cache import find_release

_PACKAGES = tuple(
    "reportlab uharfbuzz msgspec pikepdf cssselect2 tinycss2 resvg_py segno pillow isal".split()
)
_CONNECT_SECONDS = 10
_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}")


class ClusterError(OSError):
    """The cluster cannot be used; the text says why, and what to do."""


class Cluster(Data, frozen=True):
    """An open cluster: its executor, and whether all workers see the output folder."""

    executor: Executor
    sees_folder: bool


@contextlib.contextmanager
def open_cluster(address: str, folder: Path) -> Iterator[Cluster]:
    """Connect to a scheduler, ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.

    ``folder`` is the output folder. Raises RequestError if that is no address or Dask is not
    installed, and ClusterError if the scheduler cannot be reached, has no workers, or a worker has
    other versions.
    """
    if not _ADDRESS.fullmatch(address):  # Dask would wait for an answer, and then crash
        raise RequestError(
            f"--dask {address}: this is no address of a scheduler. Write it as 'dask scheduler' "
            "prints it: tcp://HOST:8786."
        )
    try:
        from distributed import Client  # an extra, and slow to load
    except ImportError:
        message = "--dask needs the extra 'cluster': pip install 'handouts[cluster]'"
        raise RequestError(message) from None
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(
            f"The scheduler {address} cannot be reached. Start it with 'dask scheduler', and "
            "check its address."
        ) from error
    with client:
        _require_same_versions(client.run(read_versions))
        sees_folder = _find_shared_folder(client.run, folder)
        # Not pure: Dask would take tasks that look the same for the same task.
        executor = client.get_executor(pure=False)
        try:
            yield Cluster(executor, sees_folder)
        finally:
            executor.shutdown(wait=False)


def read_versions() -> dict[str, str]:
    """All that shapes a leaflet's bytes on this computer, by name."""
    python = ".".join(platform.python_version_tuple()[:2])
    fonts = str(sorted(list_fonts()))
    packages = {package: find_release(package) for package in _PACKAGES}
    processor = platform.machine()  # ISA-L compresses in another way on another kind
    own = {"handouts": handouts.__version__, "Python": python, "processor": processor}
    return {**own, **packages, "fonts": fonts}


def _require_same_versions(workers: Mapping[str, Mapping[str, str]]) -> None:
    """Raise ClusterError if there is no worker, or one that would make other leaflets."""
    if not workers:
        raise ClusterError("The cluster has no workers. Start some with 'dask worker ADDRESS'.")
    own = read_versions()
    different = {
        worker: [name for name, version in own.items() if versions.get(name) != version]
        for worker, versions in workers.items()
    }
    lines = [f"{worker}: {', '.join(names)}" for worker, names in different.items() if names]
    if lines:
        raise ClusterError(
            f"Workers have other versions than this computer ({'; '.join(lines)}). "
            "Install the same ones there, so that all leaflets are the same."
        )


def _find_shared_folder(run: object, folder: Path) -> bool:
    """Whether each worker sees a file that is written into the output folder here."""
    assert callable(run)
    made = not folder.exists()
    make_folder(folder)
    probe = folder / f".{secrets.token_hex(8)}.part"
    try:
        probe.write_bytes(probe.name.encode())
        answers: dict[str, bool] = run(_sees_probe, str(probe.absolute()))
        return all(answers.values())
    finally:
        probe.unlink(missing_ok=True)
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()


def _sees_probe(path: str) -> bool:
    """Whether a worker sees the probe."""
    try:
        return Path(path).read_bytes() == Path(path).name.encode()
    except OSError:
        return False
