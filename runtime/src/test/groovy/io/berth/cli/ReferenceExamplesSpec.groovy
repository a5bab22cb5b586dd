package io.berth.cli

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir

/** The reference's examples do what they show: planned, run, and planned again, when nothing is left, on this machine as their host. */
@Isolated('it takes standard output')
class ReferenceExamplesSpec extends Specification {

    static final Path EXAMPLES = Path.of('../docs/reference/examples')

    /** Those that write below their directory only. */
    static final List<String> HERE = ['copy', 'fetch', 'file', 'get', 'git', 'line', 'lines', 'sync', 'template', 'unarchive']
    /** Those that change more of a machine than a directory, and by which spec they are run. */
    static final Map<String, String> ELSEWHERE = SystemExamplesSpec.WORDS.collectEntries { [it, 'cli/SystemExamplesSpec'] } +
            ImageExamplesSpec.WORDS.collectEntries { [it, 'cli/ImageExamplesSpec'] }

    @TempDir Path dir

    def "every example is run by a spec"() {
        expect:
        EXAMPLES.toFile().listFiles().findAll { it.file }*.name.sort() == (HERE + ELSEWHERE.keySet()).collect { "${it}.groovy".toString() }.sort()
        ELSEWHERE.values().every { spec -> Files.exists(Path.of("src/test/groovy/io/berth/${spec}.groovy")) }
    }

    def "the example of #word"() {
        when:
        def first = planned(word)

        then: 'what it is for is still to be done, and planning has not done it'
        first.any { task, kind -> task.startsWith("$word:") && kind != 'none' }
        !Files.exists(dir.resolve('there'))

        when:
        berth('run', word)

        then:
        planned(word).findAll { task, kind -> kind != 'none' } == [:]

        where:
        word << HERE
    }

    /** Kinds of changes by task. */
    private Map<String, String> planned(String word) {
        new ObjectMapper().readTree(berth('plan', word, '-o', 'json')).path('tasks').collectEntries { [it.path('task').asText(), it.path('kind').asText()] }
    }

    /** With state of its own, and a directory for the examples that is not there yet. */
    private String berth(String command, String word, String... more) {
        def inventory = Files.writeString(dir.resolve('inventory.groovy'), "hosts { host 'host', connection: local }\n")
        def home = System.setProperty('user.home', dir.toString())
        try {
            def ran = Captured.berth(*([command, EXAMPLES.resolve("${word}.groovy").toString(), '-i', inventory.toString(), '-e', "dir=${dir.resolve('there')}".toString()] + more.toList()))
            assert ran.exit == 0: ran.out + ran.err
            ran.out
        } finally {
            System.setProperty('user.home', home)
        }
    }
}
