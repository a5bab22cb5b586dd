package io.berth.report

import spock.lang.Specification

class LayersSpec extends Specification {

    def 'each node is one layer behind the last of those before it'() {
        given: '0 to 1 to 2 to 3, a short cut from 0 to 3, and 4 alone'
        Layers layers = layers(5, [[0, 1], [1, 2], [2, 3], [0, 3]])

        expect:
        (0..4).collect { layers.node(it).layer() } == [0, 1, 2, 3, 0]
        layers.depth() == 4

        and: 'the short cut bends in the layers it crosses'
        layers.route(new Layers.Edge(0, 3))*.layer() == [0, 1, 2, 3]
        layers.route(new Layers.Edge(0, 1)).size() == 2
    }

    def 'nodes of one layer never overlap, and none is above the top: #seed'() {
        given:
        Random random = new Random(seed)
        List<List<Integer>> edges = (1..120).collect { [random.nextInt(40), 40 + random.nextInt(40)] } +
                (1..60).collect { [random.nextInt(40), 80 + random.nextInt(20)] }
        Layers layers = layers(100, edges)

        expect:
        (0..99).groupBy { layers.node(it).layer() }.values().every { ids ->
            List<Double> ys = ids.collect { layers.node(it).y() }.sort()
            (1..<ys.size()).every { ys[it] - ys[it - 1] >= 46 - 1e-6 }
        }
        (0..99).every { layers.node(it).y() >= 23 - 1e-6 && layers.node(it).y() <= layers.height() - 23 + 1e-6 }

        where:
        seed << [1, 2, 3]
    }

    def 'a tangle that can be undone is undone'() {
        expect: 'edges from i to the mirror of i cross nowhere'
        Layers layers = layers(10, (0..4).collect { [it, 9 - it] })
        (0..4).every { Math.abs(layers.node(it).y() - layers.node(9 - it).y()) < 1e-6 }
    }

    def 'what is no acyclic graph ends all the same'() {
        expect:
        layers(3, [[0, 1], [1, 2], [2, 0]]).depth() > 0
        layers(0, []).height() == 0
    }

    private static Layers layers(int count, List<List<Integer>> edges) {
        new Layers(count, edges.collect { new Layers.Edge(it[0], it[1]) }, 46, 14)
    }
}
