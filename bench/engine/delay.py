"""A TCP proxy that makes a line longer: delay.py LISTEN-ADDRESS LISTEN-PORT ADDRESS PORT MILLISECONDS TURNS-FILE

Connections to LISTEN-ADDRESS:LISTEN-PORT go on to PORT of ADDRESS. What is said arrives half of MILLISECONDS later in each
direction, so that a round trip takes that much longer; the bandwidth stays. On TERM it writes to TURNS-FILE how often a
client spoke again after it had been answered: the round trips of all connections together, as far as one can be seen.
"""
import asyncio
import signal
import sys
from collections import deque

MOST_ON_THE_WAY = 64 << 20  # bytes; more than any window takes


class End(asyncio.Protocol):
    """One end of a connection: what is heard here is said at the other end, later."""

    turns = 0

    def __init__(self, delay, client):
        self.delay, self.client = delay, client
        self.loop = asyncio.get_running_loop()
        self.transport = self.other = None
        self.on_the_way, self.bytes = deque(), 0  # (when it arrives, what; empty: the end)
        self.held = True  # whether the other end takes nothing now
        self.answered = client
        self.over = False  # whether all that was heard here has been said

    def joined(self, other):
        self.other, other.other = other, self
        for end in (self, other):
            end.held = False
            end.arrive()

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        if self.client and self.answered:
            End.turns += 1
            self.answered = False
        self.later(data)
        if self.bytes > MOST_ON_THE_WAY:
            self.transport.pause_reading()

    def eof_received(self):
        self.later(b"")
        return True

    def connection_lost(self, reason):
        self.later(b"")

    def pause_writing(self):
        self.other.held = True

    def resume_writing(self):
        self.other.held = False
        self.other.arrive()

    def later(self, data):
        due = self.loop.time() + self.delay
        self.on_the_way.append((due, data))
        self.bytes += len(data)
        if len(self.on_the_way) == 1:
            self.loop.call_at(due, self.arrive)

    def arrive(self):
        now = self.loop.time()
        while self.on_the_way and not self.held and self.on_the_way[0][0] <= now:
            _, data = self.on_the_way.popleft()
            self.bytes -= len(data)
            self.say(data)
        if self.on_the_way and not self.held:
            self.loop.call_at(self.on_the_way[0][0], self.arrive)
        if self.bytes <= MOST_ON_THE_WAY // 2 and not self.transport.is_closing():
            self.transport.resume_reading()

    def say(self, data):
        there = self.other.transport
        if data:
            self.other.answered = True
            there.write(data)
        elif not self.over:
            self.over = True
            if self.other.over:
                there.close()
                self.transport.close()
            elif not there.is_closing():
                there.write_eof()


async def serve(listen, listen_port, address, port, milliseconds, turns_file):
    loop = asyncio.get_running_loop()

    def connected():
        client = End(milliseconds / 2000, True)
        loop.create_task(go_on(client))
        return client

    async def go_on(client):
        try:
            _, host = await loop.create_connection(lambda: End(milliseconds / 2000, False), address, port)
            host.joined(client)
        except OSError:
            client.transport.abort()

    server = await loop.create_server(connected, listen, listen_port, backlog=1000)
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    print("ready", flush=True)
    await ended.wait()
    server.close()
    with open(turns_file, "w") as out:
        out.write(f"{End.turns}\n")


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), float(sys.argv[5]), sys.argv[6]))
