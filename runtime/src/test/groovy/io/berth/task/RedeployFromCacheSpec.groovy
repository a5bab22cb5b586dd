package io.berth.task

import spock.lang.Specification
import spock.lang.TempDir

/** The real script on a host that has releases in its cache. The store's host is this one, too, beyond a stand-in for ssh. */
class RedeployFromCacheSpec extends Specification {

    @TempDir
    File dir
    LoopSlot slot
    String release

    def setup() {
        slot = new LoopSlot(dir)
        release = slot.release('aaaaaaaaaaaa')
        slot.tool 'ssh', 'while [ "$1" != store ]; do shift; done; shift; exec sh -c "exec $*"'
    }

    /** Has the cache have it as it is in the store now. */
    void cached(String name) {
        LoopSlot.sh 'mkdir -p "$2/releases" "$2/used"; cp -a "$1/golden/releases/$3" "$2/releases"', slot.store, cache(), name
    }

    File cache() {
        new File(dir, 'state/cache/golden')
    }

    String cachePins(String image = 'golden') {
        def pins = new File(dir, "state/cache/$image/used/here.w01")
        pins.file ? pins.text : ''
    }

    /** Whoever takes it from there has this. */
    static void spoil(File releases, String name) {
        LoopSlot.sh 'echo spoilt >"$1/tree/etc/hosts"', new File(releases, name)
    }

    def "what the cache has is not got from the store again, and is pinned in both"() {
        given:
        cached(release)
        spoil(new File(slot.store, 'golden/releases'), release)

        when:
        def run = slot.run(release: 'stable', address: 'store')

        then:
        run.status() == 0
        run.said('say').contains("from this host's cache: nothing of golden@$release travels")
        slot.differences() == LoopSlot.IDENTITY
        slot.record().subMap('release', 'tree') == [release: release, tree: "${cache()}/releases/$release/tree".toString()]
        [slot.pins(), cachePins()] == ["deployed $release\n"] * 2

        when: 'there is a next one, which the cache has of another digest'
        String other = slot.release('bbbbbbbbbbbb')
        cached(other)
        new File(cache(), "releases/$other/release").text = new File(cache(), "releases/$other/release").text.replaceAll('digest .*', 'digest ' + 'c' * 60)
        spoil(new File(cache(), 'releases'), other)
        def first = slot.run(release: 'stable', address: 'store')

        then: 'it comes from the store'
        first.status() == 0
        !first.said('say').contains('cache')
        slot.differences() == LoopSlot.IDENTITY
        slot.pins() == "deployed $other\nprevious $release\n"
        cachePins() == "previous $release\n"

        when:
        slot.run(release: 'stable', address: 'store')

        then: 'what the slot has no more is not pinned any longer'
        cachePins() == ''
    }

    def "a redeploy that fails leaves the pins of the cache as they were"() {
        given:
        cached(release)
        slot.tool 'rsync', 'exit 11'

        when:
        def run = slot.run(release: 'stable', address: 'store')

        then:
        run.status() == 70
        cachePins() == ''
        slot.pins() == ''
    }
}
