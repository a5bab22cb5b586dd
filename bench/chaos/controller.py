"""A controller: who calls berth. A process for each command, or one JVM for all of them, which spares the start of one for each."""
import os
import re
import signal
import subprocess
import threading

EXIT = re.compile(r"\x01exit (\d+)\n")
BUSY = 10  # seconds in which the stacks of a JVM that hangs are asked for


class Calls:
    """PROGRAM WORD... for each command, in a process of its own."""

    def __init__(self, program, state):
        self.program, self.state, self.process, self.killed = program, state, None, False

    def call(self, words, deadline):
        """What it said, and its exit status; negative: the signal that ended it."""
        self.process = self.started([self.program, *words], subprocess.DEVNULL)
        try:
            said = self.process.communicate(timeout=deadline)[0]
        except subprocess.TimeoutExpired:
            self.end()
            said = self.process.communicate()[0] + hung(deadline)
        return said, self.process.returncode

    def started(self, command, stdin):
        return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                start_new_session=True, cwd=self.state, env={**os.environ, "XDG_STATE_HOME": str(self.state), "BERTH_IN_LAB": "1"})

    def kill(self):
        """As a power cut of its machine would: no process of it does anything more. False: it does nothing."""
        if not self.works():
            return False
        self.killed = True
        self.end()
        return True

    def works(self):
        return self.process and self.process.poll() is None

    def end(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def close(self):
        if self.process:
            self.end()
            self.process.wait()


class Kept(Calls):
    """One JVM that does one command after another; the next one where it was killed."""

    def __init__(self, program, state, hosts):
        super().__init__(program, state)
        self.hosts, self.busy, self.there = hosts, False, ""

    def call(self, words, deadline):
        if not self.process or self.process.poll() is not None:
            self.process = self.started(self.program, subprocess.PIPE)
        late = threading.Event()
        timers = [threading.Timer(deadline, self.stacks), threading.Timer(deadline + BUSY, lambda: (late.set(), self.end()))]
        for timer in timers:
            timer.daemon = True
            timer.start()
        self.busy = True
        said = []
        try:
            self.process.stdin.write("\t".join(words) + "\n")
            self.process.stdin.flush()
            for line in self.process.stdout:
                if ended := EXIT.fullmatch(line):
                    return "".join(said), int(ended[1])
                said.append(line)
        except BrokenPipeError:
            pass
        finally:
            self.busy = False
            for timer in timers:
                timer.cancel()
        return "".join(said) + (hung(deadline) + self.there if late.is_set() else ""), self.process.wait()

    def stacks(self):
        """On SIGQUIT a JVM says where its threads are; and what runs on the hosts."""
        os.kill(self.process.pid, signal.SIGQUIT)
        self.there = "".join(f"\n{host}:\n{text}" for host, text in self.hosts.everywhere("ps -eo pid,ppid,etimes,wchan:20,args -ww | cut -c1-300").items())

    def works(self):
        return self.busy


def hung(deadline):
    return f"\nit had not ended after {deadline} s"
