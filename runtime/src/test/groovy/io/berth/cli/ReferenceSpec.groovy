package io.berth.cli

import io.berth.script.WordReference
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** The page of the reference says what the task types say. {@code -Dgolden.write=true} writes it anew. */
class ReferenceSpec extends Specification {

    static final Path PAGE = Path.of('../docs/reference/tasks.md')
    static final Path EXAMPLES = Path.of('../docs/reference/examples')

    private static Map<String, String> examples() {
        [EXAMPLES, EXAMPLES.resolve('lab')].collectMany { it.toFile().listFiles().findAll { it.name.endsWith('.groovy') } }
                .collectEntries { [it.name - '.groovy', it.getText('UTF-8')] }
    }

    def "the page of the reference is up to date"() {
        given:
        def words = DocCommand.words().toSorted { it.word() }
        def page = ReferencePage.markdown(words.collect { WordReference.of(it) }, WordReference.ofAllTasks(), examples())

        when:
        if (Boolean.getBoolean('golden.write')) {
            Files.writeString(PAGE, page)
        }

        then:
        Files.readString(PAGE) == page
    }

    def "#word says what it is for, what each parameter means, and shows an example"() {
        expect:
        !reference.doc().empty
        reference.parameters().every { !it.doc().empty }
        examples().containsKey(word)

        where:
        reference << DocCommand.words().collect { WordReference.of(it) }
        word = reference.word()
    }
}
