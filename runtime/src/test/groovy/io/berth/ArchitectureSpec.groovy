package io.berth

import java.nio.file.Files
import java.nio.file.Path
import java.util.regex.Pattern
import spock.lang.Specification
import spock.lang.Unroll

/** Holds the imports of every package against the table of docs/architecture.md. */
class ArchitectureSpec extends Specification {

    static final DSL = ['diag', 'model', 'api']

    static final Map<String, List<String>> MAY_USE = [
            diag     : [],
            model    : ['diag'],
            api      : ['model', 'diag'],
            script   : ['api', 'model', 'diag'],
            graph    : [],
            event    : ['model', 'diag'],
            transport: ['event', 'model'],
            ssh      : ['transport', 'model'],
            libvirt  : ['transport', 'model'],
            cluster  : ['transport', 'libvirt'] + DSL,
            foreign  : ['script', 'diag'],
            inventory: ['model', 'diag'],
            image    : ['transport', 'model'],
            compile  : ['graph'] + DSL,
            plan     : ['graph', 'transport', 'event', 'compile'] + DSL,
            exec     : ['graph', 'transport', 'event', 'compile', 'plan'] + DSL,
            vault    : ['event', 'model', 'diag'],
            journal  : ['event'],
            schedule : [],
            report   : ['event', 'journal'] + DSL,
            own      : ['script'] + DSL,
            task     : ['transport', 'libvirt', 'cluster', 'image'] + DSL,
    ]

    static final Pattern USE = ~/\bio\.berth\.([a-z]+)\b/

    @Unroll
    def "#file uses only what #pkg may use"() {
        given:
        def used = file.readLines().findAll { !it.startsWith('package ') }
                .collectMany { line -> (line =~ USE).collect { it[1] } }.toSet()

        expect:
        MAY_USE.containsKey(pkg)
        used - MAY_USE[pkg] - pkg == [] as Set

        where:
        [pkg, file] << sources().findAll { it[0] != 'cli' }
    }

    def "there is a source of every package that the table names"() {
        expect:
        MAY_USE.keySet() - sources()*.get(0) == [] as Set
    }

    def "the graph package knows nothing of any library"() {
        expect:
        sources().findAll { it[0] == 'graph' }.every { pkg, file ->
            file.readLines().findAll { it.startsWith('import ') }.every { it.startsWith('import java.') || it.startsWith('import static java.') }
        }
    }

    /** Pairs of package and file over both modules. */
    static List<List> sources() {
        def roots = ['../dsl/src/main/java/io/berth', 'src/main/java/io/berth'].collect { Path.of(it) }
        def found = roots.collectMany { root ->
            Files.walk(root).withCloseable { all ->
                all.filter { it.toString().endsWith('.java') && !it.endsWith('package-info.java') }
                        .map { [root.relativize(it).getName(0).toString(), it.toFile()] }.toList()
            }
        }
        assert found.size() > 40: "looked in the wrong place: $roots"
        found
    }
}
