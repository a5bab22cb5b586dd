package io.berth.diag

import spock.lang.Specification

class DidYouMeanSpec extends Specification {

    def "from #word to #other it is #distance edits"() {
        expect:
        DidYouMean.distance(word, other) == distance
        DidYouMean.distance(other, word) == distance

        where:
        word    | other   || distance
        'pool'  | 'pool'  || 0
        'Pool'  | 'pOOL'  || 0
        'pol'   | 'pool'  || 1
        'polo'  | 'pool'  || 1
        'tree'  | 'three' || 1
        'bridge' | 'fridge' || 1
        'nat'   | 'dir'   || 3
        ''      | 'abc'   || 3
    }

    def "the nearest of several is meant: #word"() {
        expect:
        DidYouMean.nearest(word, ['pool', 'play', 'network', 'hosts', 'host']) == Optional.ofNullable(nearest)

        where:
        word      || nearest
        'pol'     || 'pool'
        'plya'    || 'play'
        'hots'    || 'host'
        'netwrok' || 'network'
        'NETWORK' || 'network'
        'image'   || null
        'x'       || null
    }

    def "of two equally near the first by name is meant"() {
        expect:
        DidYouMean.nearest('kvm9', ['kvm2', 'kvm1']).get() == 'kvm1'
    }

    def "the hint names the nearest, else what is known, else says that nothing is"() {
        expect:
        DidYouMean.hint(word, known) == hint

        where:
        word  | known            || hint
        'pol' | ['pool', 'play'] || "did you mean 'pool'?"
        'xyz' | ['pool', 'play'] || 'known here: play, pool'
        'xyz' | []               || 'none is defined'
    }
}
