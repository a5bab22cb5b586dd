package io.berth.script

import io.berth.diag.Diagnostic
import io.berth.diag.PlaybookException
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

/** Loading a playbook touches nothing: not a file, not a process, not the JVM, whatever the playbook tries. */
class HostilePlaybookSpec extends Specification {

    static final List<String> HOSTILE = [
            "new File('MARK').createNewFile()",
            "new File('MARK').text = 'x'",
            "'touch MARK'.execute().waitFor()",
            "['touch', 'MARK'].execute().waitFor()",
            "Runtime.runtime.exec('touch MARK').waitFor()",
            "new ProcessBuilder('touch', 'MARK').start().waitFor()",
            "java.nio.file.Files.createFile(java.nio.file.Path.of('MARK'))",
            "import java.nio.file.*\nFiles.createFile(Path.of('MARK'))",
            "import static java.nio.file.Files.createFile\ncreateFile(java.nio.file.Path.of('MARK'))",
            "Class.forName('java.io.File').getConstructor(String).newInstance('MARK').createNewFile()",
            "'x'.class.forName('java.io.File').getConstructor(String).newInstance('MARK').createNewFile()",
            "'x'.getClass().forName('java.io.File').getConstructor(String).newInstance('MARK').createNewFile()",
            "this.class.classLoader.loadClass('java.io.File').getConstructor(String).newInstance('MARK').createNewFile()",
            "def type = File; type.newInstance('MARK').createNewFile()",
            "('MARK' as File).createNewFile()",
            "File file = ['MARK']; file.createNewFile()",
            "new GroovyShell().evaluate(\"new File('MARK').createNewFile()\")",
            "evaluate(\"new File('MARK').createNewFile()\")",
            "Eval.me(\"new File('MARK').createNewFile()\")",
            "'touch MARK'.\"\${'exe' + 'cute'}\"().waitFor()",
            "'touch MARK'.'execute'().waitFor()",
            "def run = 'touch MARK'.&execute; run().waitFor()",
            "def run = 'touch MARK'::execute; run().waitFor()",
            "['touch MARK']*.execute()*.waitFor()",
            "'touch MARK'.invokeMethod('execute', null).waitFor()",
            "def f = { String... a -> a.execute() }; f(*['touch', 'MARK']).waitFor()",
            "String.metaClass.boom = { new File('MARK').createNewFile() }; 'x'.boom()",
            "'x'.metaClass.boom = { new File('MARK').createNewFile() }",
            "Thread.start { new File('MARK').createNewFile() }.join()",
            "class X { static { new File('MARK').createNewFile() } }; new X()",
            "def make() { new File('MARK').createNewFile() }; make()",
            "{ -> new File('MARK').createNewFile() }.call()",
            "'a'.with { new File('MARK').createNewFile() }",
            "\"\${new File('MARK').createNewFile()}\"",
            "try { new File('MARK').createNewFile() } finally { }",
            "def f = (x) -> new File('MARK').createNewFile(); f(1)",
            "@groovy.transform.ASTTest(phase = org.codehaus.groovy.control.CompilePhase.CONVERSION, value = { new File('MARK').createNewFile() }) def x = 1",
            "switch (1) { case 1: new File('MARK').createNewFile() }",
            "pool('a') { delegate.getClass().forName('java.io.File').newInstance('MARK').createNewFile() }",
            "play('a') { exec(new File('MARK').createNewFile()) }",
            "if (false) { new File('MARK').createNewFile() }",
    ]

    @TempDir
    Path dir

    def "a playbook cannot do it: #code"() {
        given:
        Path marker = dir.resolve('touched')

        when:
        List<Diagnostic> said = refused(code.replace('MARK', marker.toString()))

        then: 'each error stands at a place in the playbook'
        !said.empty
        said.every { it.at().line() > 0 && it.at().column() > 0 && !it.sourceLine().empty }

        and: 'nothing was touched'
        !Files.exists(marker)
        String.metaClass.respondsTo('x', 'boom').empty

        where:
        code << HOSTILE
    }

    def "the same code does touch the disk when it is run as plain Groovy: #code"() {
        given:
        Path marker = dir.resolve('touched')
        Path script = Files.writeString(dir.resolve('plain.groovy'), code.replace('MARK', marker.toString()))

        when:
        new GroovyShell().evaluate(script.toFile())

        then:
        Files.exists(marker)

        where: 'one of each way to get at a file, to show that the marker would be seen'
        code << HOSTILE.findAll { it.contains('execute') && !it.contains('&') && !it.contains('::') && !it.contains('{') } + HOSTILE[0..1]
    }

    def "a dependency is not resolved: #code"() {
        when:
        List<Diagnostic> said = refused(code)

        then:
        said*.message() == [message]

        where:
        code                                                        | message
        "@Grab('no.such:thing:1.0')\nimport no.such.Thing"          | 'annotations are not part of a playbook: @Grab'
        "@GrabResolver('http://127.0.0.1:9/')\nimport no.such.Thing" | 'annotations are not part of a playbook: @GrabResolver'
        "@groovy.transform.Field def x = 1"                         | 'annotations are not part of a playbook: @Field'
    }

    def "the JVM stays as it is: #code"() {
        given:
        Set<Thread> threads = Thread.allStackTraces.keySet().findAll { it.name.startsWith('hostile') }

        when:
        List<Diagnostic> said = refused(code)

        then:
        !said.empty
        System.getProperty('berth.hostile') == null
        Thread.allStackTraces.keySet().findAll { it.name.startsWith('hostile') } == threads

        where:
        code << ["System.setProperty('berth.hostile', 'x')",
                 "System.exit(3)",
                 "Runtime.runtime.halt(3)",
                 "Thread.start('hostile') { sleep 1000 }",
                 "System.properties['berth.hostile'] = 'x'",
                 "import static java.lang.System.*\nsetProperty('berth.hostile', 'x')"]
    }

    def "a playbook cannot keep the loader busy or fill its memory: #code"() {
        expect:
        refused(code)*.message().any { it.contains(message) }

        where:
        code                                                          | message
        'while (true) { }'                                            | 'more than 5000000 steps'
        'for (i in 1..1000000) { for (j in 1..1000000) { def k = j } }' | 'more than 5000000 steps'
        'def f(n) { f(n + 1) }; f(0)'                                 | 'calls itself too deeply'
        'def f(n) { n == 0 ? 1 : f(n - 1) + f(n - 1) }; f(100)'       | 'more than 5000000 steps'
        "def t = 'x' * 2000000000"                                    | 'the text is too long'
        "def t = 'x'; 40.times { t = t + t }"                         | 'the text is too long'
        "def t = 'x'.padLeft(2000000000)"                             | 'cannot be padded'
        "def t = 'x'; 40.times { t = t.replace('x', 'xx') }"          | 'the text is too long'
        "def l = [1]; 40.times { l = l + l }"                         | 'the list is too long'
        "def l = [1]; 40.times { l = [l, l] }; def t = \"\$l\""       | 'the text is too long'
        'def r = 1..2000000000'                                       | 'not one that a playbook can have'
        'def l = []; l << l; def t = l.flatten()'                     | 'nested too deeply'
        "def l = []; l << l; variables x: l"                          | 'nested too deeply'
        'def n = 9000000000000000000 * 9'                             | 'too large'
    }

    def "#number #what are too deep, for the parser or for the loader"() {
        expect:
        refused("def x = ${'(' * open}1${')' * open}${'+1' * more}")*.message().any { it.contains('nested too deeply') }

        where:
        what          | open  | more
        'parentheses' | 20000 | 0
        'sums'        | 0     | 20000
        'sums'        | 0     | 5000

        number = open + more
    }

    private List<Diagnostic> refused(String text) {
        Path file = Files.writeString(dir.resolve('hostile.groovy'), text)
        try {
            new PlaybookLoader(Vocabulary.all()).load([], file, [:])
        } catch (PlaybookException e) {
            return e.diagnostics()
        }
        throw new AssertionError((Object) 'the playbook was accepted')
    }
}
