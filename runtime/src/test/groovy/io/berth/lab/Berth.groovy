package io.berth.lab

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import groovy.transform.CompileStatic
import java.nio.file.Path

/** berth on the lab, with a state directory of its own. Its commands share one JVM; what {@link #start} begins is a process, by the launcher. */
@CompileStatic
class Berth {

    private static final ObjectMapper JSON = new ObjectMapper()
    private static KeptBerth kept

    final Path state

    Berth(Path state) {
        this.state = state
    }

    Ran run(String... words) {
        shared().run([XDG_STATE_HOME: state.toString()], words.toList())
    }

    /** One for all specs of this JVM, and as long as it. */
    private static synchronized KeptBerth shared() {
        if (!kept?.alive) {
            kept?.close()
            kept = new KeptBerth(Lab.ROOT)
            Runtime.runtime.addShutdownHook(new Thread(kept.&close))
        }
        kept
    }

    /** It must end so. */
    Ran must(int exit, String... words) {
        def ran = run(words)
        assert ran.exit == exit: "berth ${words.join(' ')}\n${ran.out}${ran.err}"
        ran
    }

    /** As a user starts it: to be read while it runs, signalled or killed, or beside another. As the launcher does it for {@code -i lab}, without looking each time whether the lab is up: a spec that needs it has done that. */
    Ran.Running start(String... words) {
        Ran.start(['XDG_STATE_HOME': state.toString(), 'BERTH_IN_LAB': '1'], ['lab/lab', 'enter', Lab.ROOT.resolve('berth').toString()] + words.toList())
    }

    /** The events of {@code -o json}. */
    static List<JsonNode> events(String out) {
        out.readLines().findAll { it.startsWith('{') && it.endsWith('}') }.collect { JSON.readTree(it) }
    }

    static String playbook(String name) { Lab.ROOT.resolve('runtime/src/test/resources/lab').resolve(name).toString() }
}
