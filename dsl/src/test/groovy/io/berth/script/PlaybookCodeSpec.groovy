package io.berth.script

import io.berth.model.Size
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

/** Code in a playbook means what it means in Groovy, as far as a playbook has it. */
class PlaybookCodeSpec extends Specification {

    static final List<String> CODE = [
            '1 + 2 * 3', '7 - 10', '7 % 3', '7.intdiv(2)', '6 / 3', '7 / 2', '1.5 + 1', '-(3)', '+4', '10000000000 + 1',
            "'a' + 1 + 'b'", '"x${1 + 1}y${[1, 2]}"', "'ab' * 3", "'kvm'[0] + 'kvm'[-1]",
            "1 == 1.0", "'a' == 'b'", "'a' != 'b'", '2 > 1 && 1 >= 1', '1 < 2 || 1 / 0', '!false', "!''", "[] ? 1 : 2", "null ?: 'x'", "'' ?: 'y'",
            "1 <=> 2", "3 in [1, 2, 3]", "4 !in [1, 2, 3]", "'a' in [a: 1]",
            '1..4', '4..1', '1..<4', "'a'..'c'", "'c'..'a'", '[1, 2] + 3', '[1, 2] + [3]', '[1, 2, 2, 3] - 2', '[a: 1] + [b: 2]',
            '[1, [2, 3]].flatten()', '[3, 1, 2].sort()', "['bb', 'a'].sort { it.size() }", '[1, 2, 3].collect { it * 2 }', '[1, 2, 3].findAll { it > 1 }',
            '[1, 2, 3].find { it > 1 }', '[1, 2, 3].any { it > 2 }', '[1, 2, 3].every { it > 2 }', '[1, 2, 3].count { it > 1 }', '[1, 2, 3].sum()',
            "['a', 'b'].sum { it + '!' }", '[1, 2, 3].max()', '[1, 2, 3].min { -it }', "['a', 'b'].join('-')", '[1, 2, 3].reverse()', '[1, 1, 2].unique()',
            '[1, 2, 3].take(2)', '[1, 2, 3].drop(5)', '[1, 2].contains(2)', '[5, 6].indexOf(6)', '[1, 2].first() + [1, 2].last()', '[1, 2, 3][-1]',
            "['a', 'b'].collectEntries { [it, it + it] }", "['a', 'bb', 'cc'].groupBy { \"n\${it.size()}\".toString() }", '[1, 2].collectMany { [it, it] }',
            '[[1, 2], [3, 4]].collect { a, b -> a + b }', "[a: 1, b: 2].collect { k, v -> k + v }", "[a: 1, b: 2].collect { it.key + it.value }",
            "[a: 1, b: 2].findAll { k, v -> v > 1 }", "[a: 1].a", "[a: 1]['a']", "[a: 1].get('b', 7)", '[b: 2, a: 1].values().sum()', "[b: 2, a: 1].keySet().join('')", '[a: 1].size()',
            "[a: 1].containsKey('a')", "[a: [b: 5]].a.b", 'null?.size() == null',
            "'web'.toUpperCase()", "'KVM'.toLowerCase()", "'1'.padLeft(3, '0')", "'1'.padRight(3)", "'a,b'.tokenize(',')", "' a b '.tokenize()", "'x'.trim()",
            "'kvm1'.startsWith('kvm')", "'kvm1'.endsWith('1')", "'kvm1'.contains('vm')", "'a-b'.replace('-', '_')", "'kvm10'.substring(3)", "'kvm10'.substring(0, 3)",
            "'12'.toInteger() + 1", "'1x'.isInteger()", "'abc'.reverse()", "'abc'.take(2)", "'abc'.drop(1)", "'a\\nb'.readLines()", "'abc'.indexOf('c')", "'abc'.length()",
            'def x = 1; x += 2; x', 'def x = 1; x++; ++x; x', 'def x = [1]; x << 2; x', 'def m = [:]; m.a = 1; m["b"] = 2; m', 'def l = [1, 2]; l[0] = 9; l',
            'def s = 0; for (i in 1..4) { if (i == 3) continue; s += i }; s', 'def s = 0; for (i in [5, 6]) { if (i == 6) break; s += i }; s',
            'def i = 0; while (i < 5) { i++ }; i', "def s = ''; [a: 1].each { k, v -> s += k + v }; s", 'def s = 0; 3.times { s += it }; s',
            'if (1 > 2) { return 1 } else if (2 > 1) { return 2 }; 3', 'def f = { a, b = 2 -> a + b }; f(1) + f.call(1, 1)', 'def f = { -> 5 }; f()',
            "def s = ''; ['a', 'b'].eachWithIndex { x, i -> s += x + i }; s", "['a', 'b'].each { it }", 'def a = 5; def f = { a * it }; a = 6; f(2)',
            "(1 > 2) ? 'a' : (2 > 1 ? 'b' : 'c')", '[1, null].size()', '-2.abs()',
            '[a: 1, *: [b: 2, a: 3], b: 4]', 'def m = [b: 2]; def f = { it }; f(a: 1, *: m, c: m.b)',
    ]

    /** What Groovy itself makes of them, compiled together. */
    @Shared
    List<Object> plain = new GroovyShell().evaluate('[' + CODE.collect { "{ ->\n$it\n}" }.join(',\n') + ']').collect { asPlain(it()) }

    @TempDir
    Path dir

    def "#code is what Groovy makes of it"() {
        expect:
        valueOf(code) == groovy

        where:
        code << CODE
        groovy << plain
    }


    def "functions can be used before they are declared, with defaults"() {
        expect:
        valueOf("twice(4) + twice()", 'def twice(n = 1) { n * 2 }') == 10
    }

    def "#code is a size or a duration"() {
        expect:
        valueOf(code) == value

        where:
        code                        | value
        '2.GiB'                     | new Size(2L << 30)
        '512.MiB + 512.MiB'         | new Size(1L << 30)
        '10.KiB * 4'                | new Size(40L << 10)
        '1.TiB / 2'                 | new Size(1L << 39)
        '5.B'                       | new Size(5)
        '30.seconds'                | Duration.ofSeconds(30)
        '1.minute + 1.second'       | Duration.ofSeconds(61)
        '2 * 1.hour'                | Duration.ofHours(2)
        '2.days - 1.day'            | Duration.ofDays(1)
        '500.milliseconds'          | Duration.ofMillis(500)
        '2.GiB > 1.GiB'             | true
        '[2.minutes, 5.seconds].min()' | Duration.ofSeconds(5)
        '"${2.GiB}"'                | '2 GiB'
    }

    private Object valueOf(String code, String before = '') {
        Path file = Files.writeString(dir.resolve('code.groovy'), "$before\ndef value = { ->\n$code\n}\nvariables got: [value()]\n")
        new PlaybookLoader([]).load([], file, [:]).variables().got[0]
    }

    private static Object asPlain(Object value) {
        value instanceof Range ? value as List : value instanceof GString ? value.toString() : value
    }
}
