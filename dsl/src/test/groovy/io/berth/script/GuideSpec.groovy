package io.berth.script

import io.berth.api.Param
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

/** The guides to playbooks and images say what the code says. */
class GuideSpec extends Specification {

    @TempDir
    Path dir

    static final String GUIDE = ['playbooks', 'images'].collect { Files.readString(Path.of("../docs/guide/${it}.md")) }.join('\n')
    static final String IDENTITY = Files.readString(Path.of('../docs/guide/identity.md'))

    def "the guide has all parameters of #shape.simpleName, with their meaning and default"() {
        expect:
        GUIDE.contains(rows(shape))

        where:
        shape << Said.declaredClasses.findAll { it.record && it != SaidRedeploy.Ssh }
    }

    def "the guide to identities has all parameters of #shape.simpleName, with their meaning and default"() {
        expect:
        IDENTITY.contains(rows(shape))

        where:
        shape << SaidIdentity.declaredClasses.findAll { it.record }
    }

    def "the guide has all methods of #kind"() {
        expect:
        GUIDE.contains("| $kind | ${methods.collect { "`$it`" }.join(' ')} |")

        where:
        kind      | methods
        'texts'   | TextMethods.ALL.keySet()
        'lists'   | ListMethods.ALL.keySet()
        'maps'    | MapMethods.ALL.keySet()
        'numbers' | Methods.OF_NUMBERS.keySet()
    }

    def "the guide has all units"() {
        expect:
        (Operators.SIZE_UNITS.keySet() + Operators.DURATION_UNITS.keySet()).every { GUIDE.contains("`$it`") }
    }

    def "the plays of the guide load: #beginning"() {
        given:
        Files.writeString(Files.createDirectories(dir.resolve('roles')).resolve('motd.groovy'), block("role('motd')"))
        Path file = Files.writeString(dir.resolve('site.groovy'), """\
            hosts {
                host 'kvm1'; host 'lb1'
                group 'hypervisors', 'kvm*'; group 'web', 'kvm*'
            }
            ${beginning.empty ? "play('p') { on 'web'; role 'motd', owner: 'ops'; role('motd') { owner 'ops'; tags 'login'; when { facts.os.family == 'debian' } } }" : block(beginning)}
            """)

        expect:
        new PlaybookLoader(Vocabulary.all()).load([], file, [:]).plays()[0].tasks().size() == tasks

        where:
        beginning         | tasks
        "play('kernel')"  | 4
        "play('deploy')"  | 3
        ''                | 2
    }

    private static String block(String beginning) {
        (GUIDE =~ /(?s)```groovy\n(.*?)```/).collect { it[1] }.find { it.startsWith(beginning) }
    }

    static String rows(Class<?> shape) {
        shape.recordComponents.collect { component ->
            Param param = component.getAnnotation(Param)
            "| `${Shape.word(component, param)}` | ${param.doc()} | ${param.required() ? 'required' : param.fallback() ? "`${param.fallback()}`" : ''} |"
        }.join('\n')
    }
}
