"""A TCP proxy that stands before a server and cuts, delays and refuses its connections."""

from __future__ import annotations

import asyncio
import contextlib
import random
import ssl
import threading
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

_CHUNK = 64 * 1024


@dataclass
class Faults:
    """What is to go wrong, drawn from a seed.

    A connection is cut, by a reset and in the middle of whatever passes, once so many bytes of
    both directions have passed as were drawn for it: before a statement has arrived, or after a
    commit whose answer is lost. ``points`` cuts, too, whatever passes when so many bytes have
    passed in all: cuts spread over a whole load, however long its transactions are.
    """

    cuts: int = 0
    bytes_between: tuple[int, int] = (2_000, 200_000)
    delay_s: float = 0.0
    seed: int = 1
    refuses: bool = False
    points: list[int] = field(default_factory=list)
    done: int = 0
    passed: int = 0
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def budget(self) -> int:
        return self.chance.randint(*self.bytes_between)

    def due(self, left: int) -> bool:
        """Whether to cut the connection that has that much left, now."""
        if self.points and self.passed > self.points[0]:
            del self.points[0]
        elif left >= 0 or self.done >= self.cuts:
            return False
        self.done += 1
        return True


class Proxy:
    """The proxy, in a thread of its own. A context manager; ``url`` is where it listens."""

    def __init__(self, url: str, faults: Faults, *, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 7687)
        self.faults = faults
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(10)
        self.url = f"bolt://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def cut_all(self) -> None:
        """Cut every open connection."""
        self._loop.call_soon_threadsafe(self._abort, list(self._open))

    async def _end(self) -> None:
        self._server.close()
        self._abort(list(self._open))
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _abort(self, writers: list[asyncio.StreamWriter]) -> None:
        for writer in writers:
            writer.transport.abort()
            self._open.discard(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.faults.refuses:
            writer.transport.abort()
            return
        try:
            answers, asks = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            return
        ends = [writer, asks]
        self._open.update(ends)
        left = [self.faults.budget()]
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(
                self._pass_on(reader, asks, ends, left), self._pass_on(answers, writer, ends, left)
            )
        self._abort(ends)

    async def _pass_on(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        ends: list[asyncio.StreamWriter],
        left: list[int],
    ) -> None:
        faults = self.faults
        while data := await source.read(_CHUNK):
            if faults.delay_s:
                await asyncio.sleep(faults.delay_s * faults.chance.random())
            left[0] -= len(data)
            faults.passed += len(data)
            if faults.due(left[0]):
                target.write(data[: len(data) // 2])
                self._abort(ends)
                return
            target.write(data)
            await target.drain()
        target.close()
