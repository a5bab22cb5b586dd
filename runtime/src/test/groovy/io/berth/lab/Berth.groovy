package io.berth.lab

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import groovy.transform.CompileStatic
import java.nio.file.Path

/** berth as a user starts it, with a state directory of its own. */
@CompileStatic
class Berth {

    private static final ObjectMapper JSON = new ObjectMapper()

    final Path state

    Berth(Path state) {
        this.state = state
    }

    Ran run(String... words) {
        start(words).end()
    }

    /** It must end so. */
    Ran must(int exit, String... words) {
        def ran = run(words)
        assert ran.exit == exit: "berth ${words.join(' ')}\n${ran.out}${ran.err}"
        ran
    }

    /** As the launcher does it for {@code -i lab}, without looking each time whether the lab is up: a spec that needs it has done that. */
    Ran.Running start(String... words) {
        Ran.start(['XDG_STATE_HOME': state.toString(), 'BERTH_IN_LAB': '1'], ['lab/lab', 'enter', Lab.ROOT.resolve('berth').toString()] + words.toList())
    }

    /** The events of {@code -o json}. */
    static List<JsonNode> events(String out) {
        out.readLines().findAll { it.startsWith('{') && it.endsWith('}') }.collect { JSON.readTree(it) }
    }

    static String playbook(String name) { Lab.ROOT.resolve('runtime/src/test/resources/lab').resolve(name).toString() }
}
