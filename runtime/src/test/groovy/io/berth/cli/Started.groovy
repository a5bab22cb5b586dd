package io.berth.cli

import java.nio.charset.StandardCharsets
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** Berth as a process of its own, with an environment, a standard input and state of its own, and no terminal. */
class Started {

    final int exit
    final String out
    final String err

    private Started(int exit, String out, String err) {
        this.exit = exit
        this.out = out
        this.err = err
    }

    /** @param options {@code env}, a map; {@code input}, a text */
    static Started berth(Map options = [:], Path dir, String... words) {
        def command = [Path.of(System.getProperty('java.home'), 'bin/java').toString(), '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto',
                       '-cp', System.getProperty('java.class.path'), 'io.berth.cli.Main', *words]
        def out = dir.resolve('stdout').toFile()
        def err = dir.resolve('stderr').toFile()
        def builder = new ProcessBuilder(command).directory(dir.toFile()).redirectOutput(out).redirectError(err)
        builder.environment().putAll([XDG_STATE_HOME: dir.resolve('state').toString(), HOME: dir.toString()] + (options.env ?: [:]))
        def process = builder.start()
        process.outputStream.withCloseable { it.write((options.input ?: '').getBytes(StandardCharsets.UTF_8)) }
        assert process.waitFor(60, TimeUnit.SECONDS): "berth $words does not end"
        new Started(process.exitValue(), out.getText('UTF-8'), err.getText('UTF-8'))
    }
}
