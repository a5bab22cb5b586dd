package io.berth.cli

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Isolated
import spock.lang.Specification
import spock.lang.TempDir

/** What Ansible says of an inventory is what berth says of it: hosts, groups, variables, and which of several wins. */
@Isolated('it takes standard output and error')
class AnsibleOracleSpec extends Specification {

    static final ANSIBLE = Path.of('/usr/bin/ansible-inventory')
    static final ObjectMapper JSON = new ObjectMapper()

    @TempDir Path dir

    def "ansible-inventory is here to compare with"() {
        expect:
        Files.isExecutable(ANSIBLE) || { throw new IllegalStateException('install ansible-core: apt-get install ansible-core') }()
    }

    def "berth host list --json says what ansible-inventory --list says: #what"() {
        given:
        files.each { name, text ->
            def file = dir.resolve(name)
            Files.createDirectories(file.parent)
            Files.writeString(file, (text as String).stripIndent())
            file.toFile().setExecutable((text as String).strip().startsWith('#!'))
        }
        def arguments = sources.collectMany { ['-i', it.contains(',') ? it : dir.resolve(it).toString()] } +
                more.collect { it == 'PLAYS' ? dir.resolve('plays').toString() : it == '@VARS' ? "@${dir.resolve('vars.yml')}".toString() : it }

        when:
        def theirs = ansible(arguments)
        def ran = Captured.berth(*(['host', 'list', '--json'] + arguments))

        then:
        ran.exit == 0
        differences('', comparable(JSON.readValue(ran.out as String, Map)), comparable(theirs)) == []

        where:
        what << CASES*.what
        files << CASES*.files
        sources << CASES*.sources
        more << CASES.collect { it.more ?: [] }
    }

    static final PRECEDENCE = """\
        h ${(5..11).collect { "v$it='inline host'" }.join(' ')}
        [low]
        h
        [top:children]
        low
        [all:vars]
        ${(1..11).collect { "v$it='inline all'" }.join('\n        ')}
        [top:vars]
        ${(2..11).collect { "v$it='inline top'" }.join('\n        ')}
        [low:vars]
        ${(3..11).collect { "v$it='inline low'" }.join('\n        ')}
        w=1
        """

    private static String numbered(IntRange which, String value) {
        which.collect { "v$it: $value\n" }.join('') + "from_${value.replace(' ', '_')}: 1\nw: $value\n"
    }

    static final CASES = [
            [what: 'ini with ranges, groups of groups, quoting, comments, ports', sources: ['hosts.ini'], files: ['hosts.ini': '''\
                # a comment
                ; another
                alone
                jump:2222 ansible_user=root   # the end
                [web]
                web[01:10:2] rack=r1 n=1 yes=True no=false f=1.50 none=None
                web-[a:c].example.org:8022 note="two words" single='x y' list="['a', 1, 2.5]" map="{'k': 'v', 'n': [1]}"
                "quoted" a=b#c
                [db]
                db-[a:c] id=010 hex=0x1f neg=-5 tuple="1,2" ip=10.0.0.1 url=http://x/?a=b=c empty=
                web03
                [site:children]
                web
                db
                later
                [site:vars]
                level=site
                text = some words # kept
                quoted = "in quotes"
                number = 42
                [later]
                x1 x=1
                x1 y=2
                [all:vars]
                level=all
                everywhere=1_000
                [web:vars]
                level=web
                [ungrouped:vars]
                lonely=yes
                ''']],
            [what: 'yaml', sources: ['hosts.yml'], files: ['hosts.yml': '''\
                all:
                  hosts:
                    alone:
                      ansible_host: 10.0.0.9
                  vars: {level: all, t: yes, f: Off, n: ~, i: 012, s: 1:30, x: 0xff, fl: 1.0, e: 1e5, d: 2020-01-01, big: 12345678901234567890}
                  children:
                    web:
                      hosts:
                        web[1:3]:
                          rack: r1
                        "web9:2222":
                      vars:
                        level: web
                        list: [1, two, {three: 3}]
                    db:
                      hosts: db1
                      children:
                        replicas:
                          hosts:
                            db2:
                            db3: {level: host}
                          vars: &shared
                            level: replicas
                            port: 5432
                    other:
                      vars:
                        <<: *shared
                        port: 1
                      children: web
                    empty:
                ''']],
            [what: 'json', sources: ['hosts.json'], files: ['hosts.json': '{"all": {"hosts": {"a": {"x": 1e3, "p": "a\\/b", "u": "\\u00e4 \\ud83d\\ude00 \\\\/"},\n\t"b": null},\n\t"children": {"g": {"hosts": {"b": {}}, "vars": {"v": [true, null]}}}}}']],
            [what: 'without an ending, yaml', sources: ['hosts'], files: ['hosts': 'web:\n  hosts:\n    a:\n    b:\n']],
            [what: 'without an ending, ini', sources: ['hosts'], files: ['hosts': '[web]\na x=1\nb\n']],
            [what: 'a program with _meta', sources: ['list'], files: ['list': '''\
                #!/bin/sh
                test "$1" = --list || exit 1
                cat <<END
                {"web": {"hosts": ["a", "b"], "vars": {"v": 1.5}}, "flat": ["c"], "up": {"children": ["web"]}, "single": {"x": 1},
                 "_meta": {"hostvars": {"a": {"ansible_host": "10.0.0.1", "deep": {"l": [1, null]}}, "nobody": {"x": 1}}}}
                END
                ''']],
            [what: 'a program without _meta', sources: ['list'], files: ['list': '''\
                #!/bin/sh
                if test "$1" = --host; then echo "{\\"me\\": \\"$2\\"}"; else echo '{"web": {"hosts": ["a", "b"]}}'; fi
                ''']],
            [what: 'names', sources: ['kvm1,kvm2:2222, ::1 ,'], files: [:]],
            [what: 'a directory', sources: ['inv'], files: [
                    'inv/01-hosts': '[web]\na x=1\nb\n', 'inv/02-more.yml': 'web:\n  hosts:\n    c:\n  vars: {x: 2}\n', 'inv/left.out.ini': '[nothing]\nz\n',
                    'inv/README.md': 'no inventory', 'inv/below/hosts': '[db]\nd\n', 'inv/group_vars/web.yml': 'y: 3\n', 'inv/host_vars/a/one.yml': 'z: 1',
                    'inv/host_vars/a/two': 'z: 2', 'inv/host_vars/a/.hidden': 'z: 3', 'inv/host_vars/a/old~': 'z: 4', 'inv/host_vars/a/sub/deep.json': '{"deep": 1}']],
            [what: 'several sources', sources: ['one', 'two.yml', 'c,d'], files: [
                    'one': '[web]\na x=1 y=1\n[web:vars]\ng=1\n', 'two.yml': 'web:\n  hosts:\n    a: {x: 2}\n    b:\n  vars: {g: 2}\nnew:\n  children:\n    web:\n']],
            [what: 'sources in several directories with group_vars', sources: ['one/hosts', 'two/hosts'], files: [
                    'one/hosts': '[web]\na\n', 'two/hosts': '[web]\nb\n', 'one/group_vars/web': 'x: 1\ny: 1\n', 'two/group_vars/web.yaml': 'x: 2\n', 'two/host_vars/a.json': '{"z": 1}']],
            [what: 'precedence', sources: ['hosts'], more: ['--playbook-dir', 'PLAYS'], files: [
                    'hosts': PRECEDENCE, 'group_vars/all.yml': numbered(6..11, 'inventory all'), 'plays/group_vars/all.yml': numbered(7..11, 'playbook all'),
                    'group_vars/top': numbered(8..11, 'inventory top'), 'group_vars/low': numbered(9..11, 'inventory low'),
                    'plays/group_vars/top/x.yml': numbered(9..11, 'playbook top'), 'host_vars/h.yml': numbered(10..11, 'inventory host'),
                    'plays/host_vars/h.yml': numbered(11..11, 'playbook host')]],
            [what: 'equals by name and by priority', sources: ['hosts'], files: ['hosts': '''\
                [b]
                h
                [a]
                h
                [c]
                h
                [first:children]
                c
                [a:vars]
                x=a
                y=a
                [b:vars]
                x=b
                y=b
                ansible_group_priority=1
                [zz]
                h
                [zz:vars]
                ansible_group_priority=0
                y=zz
                [c:vars]
                z=c
                ''']],
            [what: 'a child that several have, at different depths', sources: ['hosts.yml'], files: ['hosts.yml': '''\
                a: {children: {low: }, vars: {v: a}}
                b: {children: {c: {children: {low: }, vars: {v: c}}}, vars: {v: b}}
                low: {hosts: {h: }}
                z: {hosts: {h: }, vars: {v: z}}
                ''']],
            [what: 'variables of the command line', sources: ['hosts'], more: ['-e', 'x=2', '-e', '{"y": [1], "t": true}', '-e', '@VARS'], files: [
                    'hosts': 'a x=1 y=1 z=1\nb\n', 'vars.yml': 'z: {deep: 2}\nt: false\n']],
            [what: 'names that are hard', sources: ['hosts'], files: [
                    'hosts': '[2001:db8::1]:2222 x=1\n2001:db8::2\n10.0.[1:2].1\n_under score=1\nh\u00f6st\n[gr-oup.x]\nA[B:D]\n']],
    ]

    private Map ansible(List<String> arguments) {
        def here = Files.createDirectories(dir.resolve('elsewhere'))
        def config = Files.writeString(here.resolve('ansible.cfg'), '')
        def process = new ProcessBuilder([ANSIBLE.toString(), '--list'] + arguments).directory(here.toFile())
        process.environment().putAll([ANSIBLE_CONFIG: config.toString(), LC_ALL: 'C.UTF-8', HOME: here.toString(), ANSIBLE_LOCALHOST_WARNING: '0'])
        def started = process.start()
        def out = new StringBuilder()
        def err = new StringBuilder()
        started.consumeProcessOutput(out, err)
        assert started.waitFor(60, TimeUnit.SECONDS)
        started.waitForProcessOutput()
        assert started.exitValue() == 0: err
        JSON.readValue(out.toString(), Map)
    }

    private static List<String> differences(String path, Object ours, Object theirs) {
        if (ours instanceof Map && theirs instanceof Map) {
            return (ours.keySet() + theirs.keySet()).toSorted().collectMany { differences("$path/$it", ours.getOrDefault(it, 'nothing'), theirs.getOrDefault(it, 'nothing')) }
        }
        ours == theirs ? [] : ["$path: ours ${ours.inspect()}, theirs ${theirs.inspect()}".toString()]
    }

    /** Children of groups have no order, and 1.0 is 1. */
    private static Object comparable(Object value, String key = '') {
        if (value instanceof Map) {
            return value.collectEntries { name, inner -> [name, comparable(inner, name as String)] }
        }
        if (value instanceof List) {
            return key == 'children' ? value.toSorted() : value.collect { comparable(it) }
        }
        value instanceof Number ? new BigDecimal(value.toString()).stripTrailingZeros() : value
    }
}
