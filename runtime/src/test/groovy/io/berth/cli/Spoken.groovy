package io.berth.cli

import com.fasterxml.jackson.databind.ObjectMapper
import groovy.transform.CompileStatic
import java.net.UnixDomainSocketAddress
import java.nio.channels.Channels
import java.nio.channels.SocketChannel
import java.nio.charset.StandardCharsets

/**
 * berth asked again and again in one JVM. Whoever asks listens at the Unix socket that the argument names: he sends lines of JSON,
 * {@code {"words": [...], "environment": {...}}}, and gets the exit status of each as a line. What it says goes where the JVM's standard output
 * and standard error go, that of programs it starts, too. It ends when nobody asks any more.
 */
@CompileStatic
class Spoken {

    static void main(String[] args) {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8))
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8))
        try (def channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
            def answers = Channels.newOutputStream(channel)
            Channels.newInputStream(channel).eachLine('UTF-8') { String line ->
                def asked = new ObjectMapper().readValue(line, Map)
                environment(asked.environment as Map<String, String>)
                int exit = exitOf(asked.words as String[])
                System.out.flush()
                System.err.flush()
                answers.write("$exit\n".bytes)
            }
        }
        // What ends with the JVM would end once more for each command line of its life.
        Runtime.runtime.halt(0)
    }

    /** As it is of a process, of what nobody has foreseen, too. */
    private static int exitOf(String[] words) {
        try {
            Main.run(words)
        } catch (Throwable e) {
            e.printStackTrace()
            1
        }
    }

    /** Makes it the environment of this JVM, and of what it starts. Java has no way to do that: the JVM must have been told to open java.util. */
    private static void environment(Map<String, String> wanted) {
        def field = System.getenv().getClass().getDeclaredField('m')
        field.setAccessible(true)
        def environment = field.get(System.getenv()) as Map<String, String>
        environment.clear()
        environment.putAll(wanted)
    }
}
