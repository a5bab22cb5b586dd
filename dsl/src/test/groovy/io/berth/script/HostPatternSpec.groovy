package io.berth.script

import io.berth.diag.SourceRange
import io.berth.model.InventorySource
import io.berth.model.InventorySource.ListedGroup
import io.berth.model.InventorySource.ListedHost
import io.berth.model.InventorySource.Said as Vars
import io.berth.model.Playbook
import spock.lang.Shared
import spock.lang.Specification

/** Patterns of hosts, Ansible's and ours. */
class HostPatternSpec extends Specification {

    static final AT = SourceRange.NONE

    @Shared Playbook hosts = new PlaybookLoader([]).load([new InventorySource.Listed(
            ['web01', 'web02', 'web03', 'web10', 'kvm1', 'kvm2', 'kvm3', 'db-a', 'db-b', 'db-c', 'store', '2001:db8::1', 'fe80::2', 'alone'].collect { new ListedHost(it, Vars.NOTHING, AT) },
            [group('web', ['web01', 'web02', 'web03', 'web10']), group('hypervisors', ['kvm1', 'kvm2', 'kvm3']), group('db', ['db-a', 'db-b', 'db-c']),
             group('r1', ['web01', 'kvm1', 'db-a', 'store', '2001:db8::1', 'fe80::2']), group('site', [], ['web', 'db']), group('none', [])])],
            Given.NOTHING, new io.berth.diag.Diagnostics())

    def "#pattern means #names"() {
        expect:
        HostPattern.select(pattern, hosts).join(' ') == names

        where:
        pattern                      || names
        'kvm2'                       || 'kvm2'
        'kvm3,kvm1'                  || 'kvm1 kvm3'
        'kvm3:kvm1'                  || 'kvm1 kvm3'
        'web*'                       || 'web01 web02 web03 web10'
        'w?b0?'                      || 'web01 web02 web03'
        's*'                         || 'web01 web02 web03 web10 db-a db-b db-c store'
        'site'                       || 'web01 web02 web03 web10 db-a db-b db-c'
        'all:!r1:!site'              || 'kvm2 kvm3 alone'
        '!r1:all:!site'              || 'kvm2 kvm3 alone'
        '!site,!r1'                  || 'kvm2 kvm3 alone'
        'web:&r1'                    || 'web01'
        '&r1,web,db'                 || 'web01 db-a'
        'web,!web01,&site'           || 'web02 web03 web10'
        'web:kvm[1-2]'               || 'web01 web02 web03 web10 kvm1 kvm2'
        'kvm[1-3]'                   || 'kvm1 kvm2 kvm3'
        'kvm[1:2]'                   || 'kvm1 kvm2'
        'kvm[2]'                     || 'kvm2'
        'kvm[1,3]'                   || 'kvm1 kvm3'
        'web[01:09]:&all'            || 'web01 web02 web03'
        'db-[a:b]'                   || 'db-a db-b'
        'db-[b-c]'                   || 'db-b db-c'
        'web[0]'                     || 'web01'
        'web[-1]'                    || 'web10'
        'web[1:2]'                   || 'web02 web03'
        'web[1-2]'                   || 'web02 web03'
        'web[2:]'                    || 'web03 web10'
        'web[:1]'                    || 'web01 web02'
        'all[0]'                     || 'web01'
        'db*[0]'                     || 'db-a'
        'web[0:9]'                   || 'web01 web02 web03 web10'
        '~kvm[12]$'                  || 'kvm1 kvm2'
        '~(web|db).*[1a]'            || 'web01 web10 db-a'
        '~kvm'                       || 'kvm1 kvm2 kvm3'
        'all:!~(web|db|kvm|hyp)'     || 'store 2001:db8::1 fe80::2 alone'
        '2001:db8::1'                || '2001:db8::1'
        '!2001:db8::1,fe80::2'       || 'fe80::2'
        'r1,!2001:db8::1'            || 'web01 kvm1 db-a store fe80::2'
        'ungrouped'                  || 'alone'
        'all,!ungrouped,!site,!hypervisors' || 'store 2001:db8::1 fe80::2'
    }

    def "#pattern is refused: #message"() {
        when:
        HostPattern.select(pattern, hosts)

        then:
        def e = thrown(IllegalArgumentException)
        e.message == message

        where:
        pattern       || message
        'localhost'   || "no host or group is called 'localhost': this machine is declared as others are: host 'localhost', connection: 'local'"
        'wbe'         || "no host or group is called 'wbe': did you mean 'web'?"
        'web,'        || 'an empty pattern matches nothing'
        'a b'         || "'a b' is not a pattern: ' ' makes no sense in it"
        'web[9]'      || "'web' has 4 hosts, and none there: the first is [0]"
        'kvm[3-1]'    || "'[3-1]' runs backwards: did you mean [1-3]?"
        '~kvm('       || "'~kvm(' is not a regular expression: Unclosed group"
        'none'        || "'none' leaves no host"
        'web:!web'    || "'web:!web' leaves no host"
        '@failed'     || "'@failed' is known to --limit only"
    }

    def "what a word after @ means is asked for, in every place"() {
        expect:
        HostPattern.select(pattern, hosts) { word -> asked == word ? ['kvm2', 'web01', 'gone'] as Set : [] as Set }.join(' ') == names

        where:
        pattern              | asked     || names
        '@failed'            | 'failed'  || 'web01 kvm2'
        'web:&@failed:run-1' | 'failed:run-1' || 'web01'
        'hypervisors,!@x'    | 'x'       || 'kvm1 kvm3'
    }

    private static ListedGroup group(String name, List<String> hosts, List<String> children = []) {
        new ListedGroup(name, hosts, children, Vars.NOTHING, 1, AT)
    }
}
