package io.berth.lab

/** A lock file of a lab host's RUN-DIR that something else has, until this is closed. */
class HeldLock implements Closeable {

    private final String host
    private final Ran.Running holder
    private String pid

    HeldLock(String host, String name) {
        this.host = host
        holder = Ran.start(['lab/lab', 'ssh', host, "exec 8>>/run/berth/locks/$name; flock 8; echo \"holds \$\$\"; exec sleep 300".toString()])
        holder.awaitLine(20) { String line -> line.startsWith('holds ') && (pid = line.substring(6)) }
    }

    @Override
    void close() {
        Lab.must(host, 'kill -KILL "$1"', pid)
        holder.end()
    }
}
