package io.berth.cli

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** When a run has a page of its own. */
class ReportsSpec extends Specification {

    @TempDir Path dir

    private Started run(String task, String... words) {
        Files.writeString(dir.resolve('book.groovy'), "hosts { host 'here', connection: local }\nplay('p') { on 'here'; $task }\n")
        Started.berth(dir, *(['run', 'book.groovy'] + (words as List)))
    }

    private List<Path> pages() {
        Files.walk(dir.resolve('state')).filter { it.fileName.toString() == 'report.html' }.toList()
    }

    def "one that went well and was over soon has none until somebody asks"() {
        when:
        def ran = run("exec 'true'")

        then:
        ran.exit == 0
        !ran.err.contains('report:')
        pages() == []

        when:
        def asked = Started.berth(dir, 'report', 'last')

        then:
        asked.out.trim() == pages()[0].toUri().toString()
    }

    def "one that #what has one, and says where"() {
        when:
        def ran = run(task)

        then:
        ran.exit == status
        ran.err.contains("report: ${pages()[0].toUri()}")

        where:
        what            | task                 | status
        'failed'        | "exec 'false'"       | 1
        'took its time' | "exec 'sleep', '10'" | 0
    }

    def "who names a file gets it"() {
        expect:
        run("exec 'true'", '-o', 'html=run.html').exit == 0
        Files.readString(dir.resolve('run.html')).contains('exec true')
        pages() == []
    }
}
