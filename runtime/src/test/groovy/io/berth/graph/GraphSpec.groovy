package io.berth.graph

import spock.lang.Specification

class GraphSpec extends Specification {

    def "nodes come out after all that come before them, first added first"() {
        given:
        def graph = graph('c', 'b', 'a', 'd')
        graph.connect('a', 'b', 'why', Edge.Kind.NEEDS)
        graph.connect('b', 'c', 'why', Edge.Kind.NEEDS)

        expect:
        graph.order() == ['a', 'b', 'c', 'd']
        graph.ancestors('c') == ['b', 'a'] as Set
    }

    def "a cycle is walked, with the reason of each step"() {
        given:
        def graph = graph('a', 'b', 'c', 'outside')
        graph.connect('a', 'b', 'one', Edge.Kind.NEEDS)
        graph.connect('b', 'c', 'two', Edge.Kind.NEEDS)
        graph.connect('c', 'a', 'three', Edge.Kind.NEEDS)
        graph.connect('c', 'outside', 'four', Edge.Kind.NEEDS)

        when:
        graph.order()

        then:
        def cycle = thrown(CycleFound)
        cycle.cycle()*.why() as Set == ['one', 'two', 'three'] as Set
        cycle.message.startsWith('these wait for each other: ')
    }

    def "edges that others imply are dropped"() {
        given:
        def graph = graph('a', 'b', 'c')
        graph.connect('a', 'b', 'first', Edge.Kind.NEEDS)
        graph.connect('b', 'c', 'second', Edge.Kind.NEEDS)
        graph.connect('a', 'c', 'implied', Edge.Kind.NEEDS)

        expect:
        graph.reduced().edges()*.why() == ['first', 'second']
    }

    def "an edge that needs its end is kept when only an 'after' path implies it"() {
        given:
        def graph = graph('a', 'b', 'c')
        graph.connect('a', 'b', 'first', Edge.Kind.AFTER)
        graph.connect('b', 'c', 'second', Edge.Kind.NEEDS)
        graph.connect('a', 'c', 'not implied', Edge.Kind.NEEDS)

        expect:
        graph.reduced().edges()*.why() == ['first', 'not implied', 'second']
    }

    def "a stronger edge between the same two wins over a weaker"() {
        given:
        def graph = graph('a', 'b')
        graph.connect('a', 'b', 'weak', Edge.Kind.AFTER)
        graph.connect('a', 'b', 'strong', Edge.Kind.NEEDS)
        graph.connect('a', 'b', 'weak again', Edge.Kind.AFTER)

        expect:
        graph.edges() == [new Edge('a', 'b', 'strong', Edge.Kind.NEEDS)]
    }

    def "ids are taken once, and edges end at known nodes"() {
        given:
        def graph = graph('a')

        when:
        action(graph)

        then:
        thrown(IllegalArgumentException)

        where:
        action << [{ it.add('a', 1) }, { it.connect('a', 'zz', '', Edge.Kind.NEEDS) }, { it.connect('zz', 'a', '', Edge.Kind.NEEDS) }]
    }

    def "text, mermaid and dot say the same"() {
        given:
        def graph = graph('pool:p@h', 'exec:echo "<a>"@h')
        graph.connect('pool:p@h', 'exec:echo "<a>"@h', 'reads "p"', Edge.Kind.AFTER)

        expect:
        GraphText.text(graph) == '''\
            pool:p@h
            exec:echo "<a>"@h
                after pool:p@h: reads "p" (whatever became of it)
            '''.stripIndent()
        GraphText.mermaid(graph) == '''\
            flowchart LR
                n0["pool:p@h"]
                n1["exec:echo &quot;&lt;a&gt;&quot;@h"]
                n0 -. "reads &quot;p&quot;" .-> n1
            '''.stripIndent()
        GraphText.dot(graph) == '''\
            digraph berth {
                rankdir=LR;
                node [shape=box];
                "pool:p@h";
                "exec:echo \\"<a>\\"@h";
                "pool:p@h" -> "exec:echo \\"<a>\\"@h" [label="reads \\"p\\"", style=dashed];
            }
            '''.stripIndent()
    }

    private static Graph<Integer> graph(String... ids) {
        def graph = new Graph<Integer>()
        ids.each { graph.add(it, 1) }
        graph
    }
}
