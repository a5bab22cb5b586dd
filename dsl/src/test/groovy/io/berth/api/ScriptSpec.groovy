package io.berth.api

import spock.lang.Specification

class ScriptSpec extends Specification {

    def "a script of #times files runs with its values, whatever its length"() {
        given:
        def script = Script.of(ScriptSpec, (['line.sh'] * times + ['end.sh']) as String[])
        def argv = script.with('a b', '$(c)', '7').argv()

        when:
        def process = new ProcessBuilder(argv).redirectErrorStream(true).start()

        then:
        process.inputStream.text == "end.sh $times a b \$(c)\n"
        process.waitFor() == 7
        argv.every { it.length() < 64 << 10 }
        script.text().length() > times * 100

        where:
        times << [1, 3000]
    }

    def "a file that is missing is told when a task type that is not berth's own is loaded"() {
        given:
        Class type = new GroovyClassLoader(ScriptSpec.classLoader).parseClass('package mine; class Mine { static final SCRIPT = io.berth.api.Script.of(Mine, "missing.sh") }')

        when:
        type.getDeclaredConstructor().newInstance()
        type.SCRIPT

        then:
        ExceptionInInitializerError e = thrown()
        e.cause.message == 'no resource missing.sh beside mine.Mine'
    }

    def "what cannot be unpacked on a host is not run, and fails"() {
        given:
        def argv = Script.of(ScriptSpec, (['line.sh'] * 3000 + ['end.sh']) as String[]).with('a', 'b', '0').argv()
        def builder = new ProcessBuilder(argv).redirectErrorStream(true)
        builder.environment().PATH = '/nowhere'

        when:
        def process = builder.start()

        then:
        process.inputStream.text.contains('gzip')
        process.waitFor() == 127
    }
}
