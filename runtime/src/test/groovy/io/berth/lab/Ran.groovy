package io.berth.lab

import groovy.transform.CompileStatic
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** What a program of the checkout answered. */
@CompileStatic
class Ran {

    int exit
    String out
    String err

    /** As a condition that fails shows it. */
    @Override
    String toString() { "exit $exit\n$out$err" }

    static Ran of(Map<String, String> environment = [:], List<String> words) {
        start(environment, words).end()
    }

    /** Starts it; its output is read as it comes. */
    static Running start(Map<String, String> environment = [:], List<String> words) {
        def builder = new ProcessBuilder([Lab.ROOT.resolve(words[0]).toString()] + words.drop(1)).directory(Lab.ROOT.toFile())
        builder.environment().putAll(environment)
        builder.environment().put('LC_ALL', 'C.UTF-8')
        def process = builder.start()
        process.outputStream.close()
        new Running(process)
    }

    @CompileStatic
    static class Running {
        final Process process
        private final Reading out
        private final Reading err

        Running(Process process) {
            this.process = process
            out = new Reading(process.inputStream)
            err = new Reading(process.errorStream)
        }

        /** Returns as soon as it has said such a line on standard output; fails when it ends without. */
        void awaitLine(int seconds, Closure<Boolean> wanted) {
            assert out.await(seconds, wanted): "it has not said that:\n${said()}"
        }

        /** All so far. */
        String said() { out.text() + err.text() }

        void signal(String name) {
            assert new ProcessBuilder('kill', '-s', name, process.pid().toString()).start().waitFor() == 0
        }

        Ran end() {
            assert process.waitFor(10, TimeUnit.MINUTES): 'it did not end in 10 minutes'
            out.thread.join()
            err.thread.join()
            new Ran(exit: process.exitValue(), out: out.text(), err: err.text())
        }
    }

    @CompileStatic
    private static class Reading {
        private final StringBuffer read = new StringBuffer()
        private final List<String> lines = []
        private boolean ended
        final Thread thread

        Reading(InputStream stream) {
            thread = Thread.startDaemon {
                def reader = new InputStreamReader(stream, 'UTF-8')
                reader.eachLine { line -> add(line) }
                end()
            }
        }

        private synchronized void add(String line) {
            read.append(line).append('\n')
            lines << line
            notifyAll()
        }

        private synchronized void end() {
            ended = true
            notifyAll()
        }

        synchronized boolean await(int seconds, Closure<Boolean> wanted) {
            long end = System.currentTimeMillis() + seconds * 1000L
            int next = 0
            while (true) {
                while (next < lines.size()) {
                    if (wanted.call(lines[next++])) {
                        return true
                    }
                }
                long left = end - System.currentTimeMillis()
                if (ended || left <= 0) {
                    return false
                }
                wait(left)
            }
        }

        String text() { read.toString() }
    }
}
