"""Reading statements of strangers on a local file, in a process that can be stopped.

The engine looks at its clock between rows. A single expression it does not stop: a text that
doubles forty times over fills the memory, and the system ends the process. So a statement that
does not ship with meute runs in a process of its own on the same published file, which maps the
file as its reader does. The process is killed when it passes the time limit or takes too much
memory, and the next statement begins another.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import psutil

from ..errors import MeuteError, StatementError
from .deadline import GRACE, too_long
from .store import Result, Value

MEMORY_BYTES = 2 * 2**30
"""What a statement may take beyond what the process takes before it."""

_LOOK_S = 0.02
_FRAME = struct.Struct("<Q")


class Watched:
    """Runs statements on a file in a process that is stopped at their limits."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: _Reader | None = None

    def read(
        self, statement: str, parameters: Mapping[str, Value] | None, timeout_s: float
    ) -> Result:
        """Return the rows of a statement that keeps its limits.

        Raises:
            StatementError: it takes too long or too much memory, ends the process, or is wrong.
        """
        if self._reader is None:
            self._reader = _Reader(self._path)
        try:
            rows: Result = self._reader.ask((statement, parameters, timeout_s), GRACE * timeout_s)
        except BaseException as error:
            # A reader that still works on this statement would answer the next one with it.
            if isinstance(error, _StoppedError) or not isinstance(error, MeuteError):
                self.close()
            raise
        return rows

    def close(self) -> None:
        """End the process."""
        if self._reader is not None:
            self._reader.stop()
            self._reader = None


class _StoppedError(StatementError):
    """The statement did not keep its limits, and its process is gone."""


class _Reader:
    """The process."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and this module
            # -P: the folder of a case is not a place to import modules from.
            [sys.executable, "-P", "-c", f"from {__name__} import run; run()", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C ends what waits for it, which ends it
        )
        self._answers: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=self._receive, daemon=True).start()
        self._take(None)

    def ask(self, question: object, limit_s: float) -> Any:
        _send(self._process.stdin, question)
        return self._take(limit_s)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr] # both are pipes

    def _take(self, limit_s: float | None) -> Any:
        begun, before = time.monotonic(), self._memory()
        while True:
            try:
                answer = self._answers.get(timeout=_LOOK_S)
            except queue.Empty:
                if limit_s is not None and time.monotonic() - begun > limit_s:
                    late = too_long()
                    raise _StoppedError(late.message, late.remedy) from None
                if self._memory() - before > MEMORY_BYTES:
                    raise _too_much() from None
                continue
            if isinstance(answer, MeuteError):
                raise answer
            return answer

    def _memory(self) -> int:
        with contextlib.suppress(psutil.Error):
            return int(psutil.Process(self._process.pid).memory_info().rss)
        return 0

    def _receive(self) -> None:
        stream = self._process.stdout
        with contextlib.suppress(OSError, ValueError, EOFError, struct.error):
            while True:
                kind, *parts = _receive(stream)
                self._answers.put(kind(*parts) if issubclass(kind, Exception) else parts[0])
        # An engine out of memory ends its process by itself.
        self._answers.put(_too_much())


def _too_much() -> _StoppedError:
    return _StoppedError(
        f"The statement took more than {MEMORY_BYTES // 2**30} GB of memory, or broke the engine",
        "Narrow it: let no text or list grow with every step.",
    )


def _send(stream: Any, value: object) -> None:
    frame = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(BrokenPipeError):  # whoever waits for an answer finds out
        stream.write(_FRAME.pack(len(frame)) + frame)
        stream.flush()


def _receive(stream: Any) -> Any:
    head = stream.read(_FRAME.size)
    if not head:
        raise EOFError
    return pickle.loads(stream.read(_FRAME.unpack(head)[0]))  # noqa: S301 - our own process


def run() -> None:
    """Serve the process that started this one, on the file in the first argument."""
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is talk
    logging.disable(logging.WARNING)  # the other process opened the case too, and has said it
    with contextlib.suppress(OSError, ValueError):
        import resource  # not on Windows, where the other process watches alone

        size = psutil.Process().memory_info().vms + MEMORY_BYTES + 2 * 2**30  # threads, mappings
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no copy of a case in a core file
    serve(Path(sys.argv[1]), sys.stdin.buffer, target)


def serve(path: Path, source: BinaryIO, target: BinaryIO) -> None:
    """Answer statements until the other process has gone."""
    from .embedded_store import EmbeddedStore  # it imports this module

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        store = EmbeddedStore(path, write=False)
    except MeuteError as error:
        _send(target, (type(error), error.message, error.remedy))
        return
    _send(target, (object, None))
    with contextlib.suppress(EOFError):
        while True:
            statement, parameters, timeout_s = _receive(source)
            try:
                rows = store.read_here(statement, parameters, timeout_s=timeout_s, bounded=True)
                answer = (object, rows)
                _send(target, answer)
            except MeuteError as error:
                _send(target, (type(error), error.message, error.remedy))
            except MemoryError:
                return  # the other process says so
