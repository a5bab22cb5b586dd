package io.berth.script

import io.berth.diag.Diagnostic
import io.berth.diag.PlaybookException
import spock.lang.Specification

import java.nio.file.Files
import java.nio.file.Path
import java.util.stream.Stream

/**
 * Each playbook of {@code bad/} is refused with exactly the diagnostics of the {@code .expected} file beside it.
 * {@code -Dberth.snapshots=write} writes those files anew; they are to be read before they are committed.
 */
class BadPlaybookSpec extends Specification {

    static final Path BAD = Path.of('src/test/resources/bad')
    static final Path INVENTORY = BAD.resolve('parts/inventory.groovy')

    def "#file is refused with exactly what is expected"() {
        given:
        Path expectation = BAD.resolve(file.replace('.groovy', '.expected'))

        when:
        String said = diagnosticsOf(BAD.resolve(file)).collect { it.render() }.join('')
        if (System.getProperty('berth.snapshots') == 'write') {
            Files.writeString(expectation, said)
        }

        then:
        Files.exists(expectation)
        said == Files.readString(expectation)

        where:
        file << playbooks()
    }

    def "there are at least twenty bad playbooks, and no expectation without one"() {
        expect:
        playbooks().size() >= 20
        names('.expected') == playbooks().collect { it.replace('.groovy', '.expected') }
    }

    def "every diagnostic marks a place that is in the file"() {
        expect:
        diagnosticsOf(BAD.resolve(file)).every { it.at().line() == 0 || marksText(it) }

        where:
        file << playbooks()
    }

    private static boolean marksText(Diagnostic diagnostic) {
        def at = diagnostic.at()
        !diagnostic.sourceLine().empty && at.column() >= 1 && at.endColumn() <= diagnostic.sourceLine().length() + 1
    }

    private static List<Diagnostic> diagnosticsOf(Path playbook) {
        try {
            new PlaybookLoader(Vocabulary.all()).load([new io.berth.model.InventorySource.GroovyFile(INVENTORY)], playbook, [:])
            return []
        } catch (PlaybookException e) {
            return e.diagnostics()
        }
    }

    private static List<String> playbooks() {
        names('.groovy')
    }

    private static List<String> names(String ending) {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.collect { it.fileName.toString() }.findAll { it.endsWith(ending) }.sort()
        }
    }
}
