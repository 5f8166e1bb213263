"""Reading in other processes, so that parsing overlaps writing.

Python runs one thread of bytecode at a time, and both halves of a load are Python; threads would
take turns. Parsing takes twice as long as writing, so that two processes read where the input can
be split. They are started with the same interpreter and speak through their standard streams: a
job in, messages out, each with its length in front. They end when their pipe breaks, whatever
became of the process that started them.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any, BinaryIO, Self

from ..errors import InputError, MeuteError
from .reading import Chunk, Job, Message, Reading

_LENGTH = struct.Struct("<Q")
_AHEAD = 2
"""Messages that wait to be written; more would only take memory."""

_END = b""


class ReadAhead:
    """Processes that read one input between them. A context manager that ends them.

    They start at once, and wait for their job: starting takes a third of a second.
    """

    def __init__(self, processes: int) -> None:
        self._readers = [_Reader() for _ in range(processes)]

    def messages(self, job: Job) -> Iterator[Message]:
        """Like :meth:`Reading.messages`, segment by segment in their order."""
        parts = len(self._readers)
        for part, reader in enumerate(self._readers):
            reader.begin(replace(job, part=part, parts=parts))
        begun = [reader.next() for reader in self._readers]
        if begun[0] is not None:
            yield begun[0]
        for segment in count(job.begin_segment):
            reader = self._readers[segment % len(self._readers)]
            chunk = reader.next()
            if chunk is None:
                return
            yield chunk
            while isinstance(chunk, Chunk) and not chunk.is_last:
                chunk = reader.next()
                if chunk is not None:
                    yield chunk

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for reader in self._readers:
            reader.stop()


class _Reader:
    """One of the processes."""

    def __init__(self) -> None:
        self._name = ""
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and this module
            # -P: a folder full of downloads is not a place to import modules from.
            [sys.executable, "-P", "-c", f"from {__name__} import run; run()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Blocks are small: more threads of Polars wake and wait for a twentieth of the time.
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
        )
        self._frames: queue.Queue[bytes] = queue.Queue(_AHEAD)
        self._stopped = False

    def begin(self, job: Job) -> None:
        """Send it what to read."""
        self._name = job.source.name
        assert self._process.stdin is not None  # noqa: S101 - for the type checker
        with contextlib.suppress(BrokenPipeError):  # its exit code says more
            self._process.stdin.write(pickle.dumps(job))
            self._process.stdin.close()
        threading.Thread(target=self._receive, daemon=True).start()

    def next(self) -> Message | None:
        """Return its next message, None at the end."""
        frame = self._frames.get()
        if frame != _END:
            message: Message | _Failure = pickle.loads(frame)  # noqa: S301 - our own process
            if isinstance(message, _Failure):
                raise message.error()
            return message
        if self._process.wait() != 0:
            raise InputError(
                f"The process that reads {self._name} was ended "
                f"(exit code {self._process.returncode})",
                "If memory ran out, make room; then run the same command again: it goes on there.",
            )
        return None

    def stop(self) -> None:
        """End the process, wherever it is."""
        self._stopped = True
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(queue.Empty):
            while True:  # let the receiving thread see that it is over
                self._frames.get_nowait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _receive(self) -> None:
        """Take messages off the pipe while earlier ones are being written."""
        stream = self._process.stdout
        assert stream is not None  # noqa: S101 - for the type checker
        while not self._stopped:
            try:
                length = stream.read(_LENGTH.size)
                frame = stream.read(_LENGTH.unpack(length)[0]) if length else _END
            except (OSError, ValueError, struct.error):
                frame = _END
            self._frames.put(frame)
            if frame == _END:
                return


class _Failure:
    """An error on its way to the other process."""

    def __init__(self, error: Exception) -> None:
        self._kind = type(error) if isinstance(error, MeuteError) else InputError
        self._parts = (
            (error.message, error.remedy)
            if isinstance(error, MeuteError)
            else (f"Reading failed ({type(error).__name__}: {error})", "Report it with --debug.")
        )
        self._trace = "".join(traceback.format_exception(error))

    def error(self) -> MeuteError:
        error = self._kind(*self._parts)
        error.add_note(self._trace)
        return error


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Read the job that comes in, and send what its input holds."""
    # Records and rows have no cycles; looking for some all the time took a third of it.
    gc.freeze()
    gc.disable()
    job: Job = pickle.loads(source.read())  # noqa: S301 - from our own process
    try:
        for message in Reading(job).messages():
            _send(target, message)
            gc.collect()
            gc.freeze()  # what is left stays: caches and lists, slow to look through
    except Exception as error:
        _send(target, _Failure(error))


def _send(target: BinaryIO, message: Any) -> None:
    frame = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    target.write(_LENGTH.pack(len(frame)))
    target.write(frame)
    target.flush()


def run() -> None:
    """Serve the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides what it means
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints is talk
    # A process that was killed may not have told all of the job, or does not listen any more.
    with contextlib.suppress(BrokenPipeError, EOFError, pickle.UnpicklingError):
        serve(sys.stdin.buffer, target)
