package io.berth.inventory

import com.fasterxml.jackson.databind.ObjectMapper
import java.util.concurrent.TimeUnit
import spock.lang.Specification

/** Values of INI inventories are what Python takes them for. */
class PythonLiteralSpec extends Specification {

    static final TEXTS = ['1', '-1', '+7', '007', '0', '00', '1_000', '1__0', '0x1F', '0o17', '0b101', '1.5', '.5', '5.', '1e3', '1.e-2', '1_0.2_5', 'True', 'true', 'False',
            'None', 'Nonesuch', '"a"', "'a' \"b\"", "'a'b", '"\\n\\x41\\u00e4\\101\\q"', 'r"\\n"', 'u"x"', "'''t'q'''", '[]', '[1, 2,]', "['a', ['b']]", '(1, 2)', '(1,)', '()',
            '(1)', '1,2', '1,', "{'a': 1, 'b': [None]}", '{}', "{1: 2}", '[1', '1 2', 'a', 'a,b', '10.0.0.1', '10.0', '-', '--1', '- 1', '1 # c', '#c', '', '[,]', "{'a'}x", '1-2',
            '"open', '5 5', 'https://x/', '~', '*', '99999999999999999999', '3000000000', '"é"', "'\\U0001F600'", "{'a': (1, 'x')}", '[True, False, None]', '-1.5', '-True',
            '[ 1 , 2 ]', "{ 'a' : 1 }", '1.2.3', '0.10', '"tab\tin"', "'it''s'", '1j2', '12h', '0xg', '1e', '()()', '[1][0]']

    def "all of them are read as by ast.literal_eval"() {
        given:
        def script = '''
import ast, json, sys
out = []
for t in json.load(sys.stdin):
    try:
        v = ast.literal_eval(t)
    except (ValueError, SyntaxError):
        v = t
    out.append(v)
json.dump(out, sys.stdout)
'''
        def json = new ObjectMapper()
        def python = new ProcessBuilder('/usr/bin/python3', '-W', 'ignore', '-c', script).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        python.outputStream.withStream { it.write(json.writeValueAsBytes(TEXTS)) }
        def theirs = json.readValue(python.inputStream, List)
        assert python.waitFor(20, TimeUnit.SECONDS)

        expect:
        [TEXTS, theirs].transpose().findAll { text, wanted ->
            normal(json.readValue(json.writeValueAsBytes(PythonLiteral.valueOf(text)), Object)) != normal(wanted)
        }.collect { text, wanted -> "$text: ${PythonLiteral.valueOf(text).inspect()}, Python says ${wanted.inspect()}" } == []
    }

    private static Object normal(Object value) {
        if (value instanceof Map) {
            return value.collectEntries { k, v -> [k, normal(v)] }
        }
        if (value instanceof List) {
            return value.collect { normal(it) }
        }
        value instanceof Number ? new BigDecimal(value.toString()).stripTrailingZeros() : value
    }
}
