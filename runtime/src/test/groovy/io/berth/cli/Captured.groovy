package io.berth.cli

import java.nio.charset.StandardCharsets

/** Runs berth in this JVM and keeps what it prints. For specs that are isolated. */
class Captured {

    static Map berth(String... words) {
        def (out, err) = [System.out, System.err]
        def (said, told) = [new ByteArrayOutputStream(), new ByteArrayOutputStream()]
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8))
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8))
        try {
            int exit = Main.run(words)
            return [exit: exit, out: said.toString(StandardCharsets.UTF_8), err: told.toString(StandardCharsets.UTF_8)]
        } finally {
            System.setOut(out)
            System.setErr(err)
        }
    }
}
