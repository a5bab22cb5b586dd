package io.berth.lab

import com.fasterxml.jackson.databind.ObjectMapper
import groovy.transform.CompileStatic
import io.berth.cli.Spoken
import java.net.StandardProtocolFamily
import java.net.UnixDomainSocketAddress
import java.nio.channels.Channels
import java.nio.channels.ServerSocketChannel
import java.nio.channels.SocketChannel
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit

/**
 * berth in a JVM where the lab's controller is, which takes one command line after another: a start of a JVM costs more than what most of them do.
 * Each is as a process of its own would be, with its environment, an empty standard input, its output and exit status; the directory is that of
 * the JVM. Whoever kills or signals berth, reads what it says while it runs, or wants it beside another, starts a process, by {@link Berth#start}.
 */
@CompileStatic
class KeptBerth implements Closeable {

    private static final int MINUTES = 10

    private final Path own = Files.createTempDirectory('berth-kept')
    private final File out = own.resolve('out').toFile()
    private final File err = own.resolve('err').toFile()
    private final Process process
    private final SocketChannel channel
    private final BufferedReader answers

    /**
     * @param directory where it is started
     * @param before what is to start it: words that end with the program to start, and its arguments behind them
     */
    KeptBerth(Path directory, List<String> before = []) {
        def socket = UnixDomainSocketAddress.of(own.resolve('socket'))
        try (def server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(socket)) {
            process = new ProcessBuilder(before + [Lab.ROOT.resolve('lab/lab').toString(), 'enter', "${System.getProperty('java.home')}/bin/java".toString(),
                                                   '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m', '--add-opens=java.base/java.util=ALL-UNNAMED',
                                                   "-Dberth.home=${Lab.ROOT}".toString(), '-cp', System.getProperty('java.class.path'), Spoken.name, socket.toString()])
                    .directory(directory.toFile()).redirectInput(new File('/dev/null'))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(out)).redirectError(ProcessBuilder.Redirect.appendTo(err)).start()
            process.onExit().thenRun { server.close() }
            channel = within { server.accept() }
            answers = Channels.newReader(channel, 'UTF-8').with { new BufferedReader(it) }
        }
    }

    boolean isAlive() { process.alive }

    /** @param environment what is another, or more, than here */
    synchronized Ran run(Map<String, String> environment, List<String> words) {
        [out, err].each { file -> new RandomAccessFile(file, 'rw').withCloseable { it.length = 0 } } // what it appends begins there again
        def asked = new ObjectMapper().writeValueAsString([words: words, environment: System.getenv() + [LC_ALL: 'C.UTF-8'] + environment])
        def answer = within {
            Channels.newOutputStream(channel).write((asked + '\n').getBytes('UTF-8'))
            answers.readLine()
        }
        def ran = new Ran(exit: (answer ?: '-1') as int, out: out.getText('UTF-8'), err: err.getText('UTF-8'))
        assert answer != null: "berth ${words.join(' ')} ended its JVM\n$ran.out$ran.err"
        ran
    }

    private <T> T within(Callable<T> does) {
        def task = new FutureTask<T>(does)
        Thread.startDaemon { task.run() }
        try {
            task.get(MINUTES, TimeUnit.MINUTES)
        } catch (Exception e) {
            process.destroyForcibly()
            throw new AssertionError((Object) "the kept JVM does not answer: $e\n${out.getText('UTF-8')}${err.getText('UTF-8')}")
        }
    }

    @Override
    void close() {
        process.destroyForcibly().waitFor()
        channel.close()
        own.toFile().deleteDir()
    }
}
