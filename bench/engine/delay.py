"""A TCP proxy that makes a line longer: delay.py LISTEN-ADDRESS PORT ADDRESS MILLISECONDS [TURNS-FILE]

Connections to LISTEN-ADDRESS:PORT go on to port 22 of ADDRESS. What is said arrives half of MILLISECONDS later in each
direction, so that a round trip takes that much longer; the bandwidth stays. On TERM it writes to TURNS-FILE how often a
client spoke again after it had been answered: the round trips of all connections together, as far as one can be seen.
"""
import asyncio
import signal
import sys

CHUNK = 1 << 20
MOST_ON_THE_WAY = 256  # chunks; more than any window takes


class Line:
    """One connection, both ways."""

    turns = 0

    def __init__(self, delay):
        self.delay = delay
        self.answered = True

    async def carry(self, reader, writer, upward):
        on_the_way = asyncio.Queue(MOST_ON_THE_WAY)
        arriving = asyncio.create_task(self.arrive(on_the_way, writer, upward))
        loop = asyncio.get_running_loop()
        try:
            while data := await reader.read(CHUNK):
                if upward and self.answered:
                    Line.turns += 1
                    self.answered = False
                await on_the_way.put((loop.time() + self.delay, data))
        except ConnectionError:
            pass
        await on_the_way.put((loop.time() + self.delay, b""))
        await arriving

    async def arrive(self, on_the_way, writer, upward):
        loop = asyncio.get_running_loop()
        gone = False
        while True:
            due, data = await on_the_way.get()
            await asyncio.sleep(max(0.0, due - loop.time()))
            try:
                if not data:
                    if writer.can_write_eof():
                        writer.write_eof()
                    return
                if not gone:
                    if not upward:
                        self.answered = True
                    writer.write(data)
                    await writer.drain()
            except (ConnectionError, OSError):
                gone = True
                if not data:
                    return


async def serve(listen, port, address, milliseconds, turns_file):
    async def connected(reader, writer):
        try:
            up_reader, up_writer = await asyncio.open_connection(address, 22, limit=CHUNK)
        except OSError:
            writer.close()
            return
        line = Line(milliseconds / 2000)
        await asyncio.gather(line.carry(reader, up_writer, True), line.carry(up_reader, writer, False))
        for end in (writer, up_writer):
            end.close()

    server = await asyncio.start_server(connected, listen, port, limit=CHUNK, backlog=1000)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    print("ready", flush=True)
    await ended.wait()
    server.close()
    if turns_file:
        with open(turns_file, "w") as out:
            out.write(f"{Line.turns}\n")


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), sys.argv[3], float(sys.argv[4]), sys.argv[5] if len(sys.argv) > 5 else ""))
