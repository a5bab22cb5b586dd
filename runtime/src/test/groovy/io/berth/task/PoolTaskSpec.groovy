package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import spock.lang.Specification

class PoolTaskSpec extends Specification {

    static final String PRIMARY = xml('primary', '/srv/berth/pools/primary', 1)

    static String xml(String name, String dir, int uuid, String type = 'dir') {
        "<pool type='$type'><name>$name</name><uuid>00000000-0000-0000-0000-00000000000$uuid</uuid><capacity unit='bytes'>1</capacity><target><path>$dir</path></target></pool>"
    }

    static Change change(List<Map> pools, boolean directory, Map pool = [:]) {
        new PoolTask().change(Sample.pool(pool), Sample.scope(), [Found.pools(pools as Map[]), Found.answer(directory ? 'directory\n' : ''), Found.answer('')])
    }

    def "#what: #kind #summary"() {
        when:
        Change change = change(pools, directory)

        then:
        change.kind() == kind
        change.summary() == summary

        where:
        what              | pools                                                    | directory | kind               | summary
        'nothing'         | []                                                       | false     | Change.Kind.CREATE | 'define, make its directory, start, autostart'
        'a directory'     | []                                                       | true      | Change.Kind.CREATE | 'define, start, autostart'
        'defined only'    | [[xml: PRIMARY, state: 'inactive']]                      | true      | Change.Kind.UPDATE | 'start'
        'not on boot'     | [[xml: PRIMARY, autostart: 'no']]                        | true      | Change.Kind.UPDATE | 'autostart'
        'all of it'       | [[xml: PRIMARY]]                                         | true      | Change.Kind.NONE   | 'active, in /srv/berth/pools/primary'
        'others'          | [[xml: PRIMARY], [xml: xml('primary2', '/srv/berth/pools/primary2', 2)]] | true | Change.Kind.NONE | 'active, in /srv/berth/pools/primary'
    }

    def "a new pool is shown whole"() {
        expect:
        change([], false).diffs()*.after() == ["<pool type='dir'>\n  <name>primary</name>\n  <target>\n    <path>/srv/berth/pools/primary</path>\n  </target>\n</pool>\n"]
    }

    def "#what is refused: #message"() {
        when:
        change([[xml: xml]], true)

        then:
        Refusal e = thrown()
        e.message == message

        where:
        what                      | xml                                                    | message
        'another directory'       | xml('primary', '/srv/else', 1)                         | "pool 'primary' lies in /srv/else on this host, not in /srv/berth/pools/primary: berth never moves a pool"
        'another type'            | xml('primary', '/dev/vg', 1, 'logical')                | "pool 'primary' is of type logical on this host, not dir"
        'one target of two pools' | xml('images', '/srv/berth/pools/primary/', 1)          | "directory /srv/berth/pools/primary is pool 'images' already: libvirt allows one pool a directory"
    }

    def "an active pool without its directory is told, not made anew"() {
        when:
        change([[xml: PRIMARY]], false)

        then:
        TaskFailure e = thrown()
        e.next() == 'look whether a filesystem is not mounted'
    }

    def "a host whose libvirt does not answer is a failure with its command"() {
        when:
        new PoolTask().change(Sample.pool(), Sample.scope(), [Found.answer('', 1), Found.answer(''), Found.answer('')])

        then:
        CommandFailure e = thrown()
        e.message == 'libvirt does not answer'
        e.command() == Virsh.POOLS
    }
}
