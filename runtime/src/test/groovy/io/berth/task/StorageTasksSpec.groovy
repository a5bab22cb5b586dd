package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import io.berth.libvirt.NetworkHosts
import io.berth.libvirt.Xml
import io.berth.model.Bytes
import io.berth.model.Pool
import io.berth.model.Size
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** What tasks of storage and networks make of what libvirt says. */
class StorageTasksSpec extends Specification {

    static final String MARK = '\u0001'
    static final String UUID = '00000000-0000-0000-0000-000000000001'
    static final String ROOT = '/dev/vda / ext4 rw 0 0\n'

    @TempDir Path dir

    static String pool(Map given = [:]) {
        "<pool type='${given.type ?: 'dir'}'><name>${given.name ?: 'p'}</name><uuid>$UUID</uuid><capacity unit='bytes'>107374182400</capacity><allocation unit='bytes'>96636764160</allocation>" +
                "<available unit='bytes'>10737418240</available><source>${given.source ?: ''}</source><target><path>${given.target ?: '/srv/p'}</path></target></pool>"
    }

    static String volume(Map given = [:], String name) {
        "<volume type='file'><name>$name</name><capacity unit='bytes'>${given.capacity ?: 1 << 30}</capacity><allocation unit='bytes'>${given.allocation ?: 4096}</allocation>" +
                "<target><path>/srv/p/$name</path><format type='${given.format ?: 'raw'}'/></target>" +
                (given.backing ? "<backingStore><path>${given.backing}</path></backingStore>" : '') + '</volume>'
    }

    static String storage(Map given = [:]) {
        "${MARK}mounts mounts${MARK}${given.mounts ?: ROOT}${MARK}info $UUID${MARK}State: ${given.state ?: 'running'}\nPersistent: yes\nAutostart: no\n" +
                "${MARK}xml $UUID$MARK${given.pool ?: pool()}\n" + (given.volumes ?: []).withIndex().collect { xml, i -> "${MARK}volume $UUID ${i + 1}$MARK$xml\n" }.join('') + "${MARK}end$MARK"
    }

    static String domain(String file, String more = '') {
        "<domain type='qemu'><name>web</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid><devices><disk type='file'><driver name='qemu' type='raw'/><source file='$file'/>$more<target dev='vda'/></disk></devices></domain>"
    }

    static Change change(VolumeTask task, Record said, Map given = [:], Map... domains) {
        task.change(said, Sample.scope(), [Found.answer(storage(given)), Found.domains(domains)] + (given.more ?: []))
    }

    static VolumeCreateTask.Create create(Map given = [:]) {
        new VolumeCreateTask.Create('p/v', new Size(given.size ?: 1 << 30), given.format ?: VolumeFormat.AUTO, given.full ?: false, given.overcommit ?: false)
    }

    def "a volume is made as said: #what"() {
        when:
        Change change = change(new VolumeCreateTask(), create(said), found)

        then:
        [change.kind(), change.summary()] == [kind, summary]

        where:
        what                     | said                                            | found                                                                   || kind               | summary
        'nothing is there'       | [:]                                             | [:]                                                                     || Change.Kind.CREATE | 'qcow2 of 1 GiB'
        'raw, all of it'         | [format: VolumeFormat.RAW, full: true]          | [:]                                                                     || Change.Kind.CREATE | 'raw of 1 GiB, all taken'
        'more than there is'     | [size: 20L << 30, overcommit: true]             | [:]                                                                     || Change.Kind.CREATE | 'qcow2 of 20 GiB'
        'it is there'            | [:]                                             | [volumes: [volume('v', format: 'qcow2')]]                               || Change.Kind.NONE   | 'qcow2 of 1 GiB'
        'one of another name is' | [:]                                             | [volumes: [volume('v2')]]                                               || Change.Kind.CREATE | 'qcow2 of 1 GiB'
        'in a volume group'      | [:]                                             | [pool: pool(type: 'logical', target: '/dev/vg')]                        || Change.Kind.CREATE | 'raw of 1 GiB'
    }

    def "a volume is refused: #message"() {
        when:
        change(new VolumeCreateTask(), create(said), found)

        then:
        TaskFailure e = thrown()
        e.message == message
        (e instanceof Refusal) == refusal

        where:
        said                         | found                                              | refusal || message
        [size: 20L << 30]            | [:]                                                | true    || 'refused by rule room: a volume of 20 GiB does not fit in pool p, which has 10 GiB left of 100 GiB'
        [size: 2L << 30]             | [volumes: [volume('v')]]                           | true    || 'volume p/v is there and of 1 GiB, not 2 GiB'
        [format: VolumeFormat.QCOW2] | [volumes: [volume('v')]]                           | true    || 'volume p/v is there and raw, not qcow2'
        [:]                          | [state: 'inactive']                                | false   || 'pool p is not active on host kvm1'
        [:]                          | [pool: pool(type: 'netfs')]                        | true    || 'refused by rule mounted: the store of pool p is not mounted at /srv/p'
        [format: VolumeFormat.QCOW2] | [pool: pool(type: 'logical', target: '/dev/vg')]   | false   || 'pool p is a volume group, whose volumes are raw'
        [:]                          | [pool: pool(type: 'iscsi')]                        | false   || 'pool p is of type iscsi, in which berth makes no volumes'
    }

    def "where there is no such pool yet, an earlier task may make it"() {
        expect:
        change(new VolumeCreateTask(), create(), [pool: pool(name: 'other')]).kind() == Change.Kind.MAYBE
    }

    def "what somebody has is not deleted: #what"() {
        when:
        change(new VolumeDeleteTask(), new VolumeDeleteTask.Delete('p/v', false), [volumes: volumes], domains as Map[])

        then:
        Refusal e = thrown()
        e.message.startsWith(message)

        where:
        what                         | volumes                                        | domains                                                           || message
        'of one that is off'         | [volume('v')]                                  | [[xml: domain('/srv/p/v')]]                                       || 'refused by rule in use: volume p/v is not deleted: domain web has it'
        'under what it runs on'      | [volume('v')]                                  | [[xml: domain('/srv/p/top', "<backingStore type='file'><source file='/srv/p/v'/></backingStore>"), state: 'running']] || 'refused by rule in use: volume p/v is not deleted: domain web has it'
        'under what it is to run on' | [volume('v'), volume('top', backing: '/srv/p/v')] | [[xml: domain('/srv/p/top')]]                                  || 'refused by rule in use: volume p/v is not deleted: domain web has it, volume top stands on it'
        'by its name'                | [volume('v')]                                  | [[xml: domain('').replace("file=''", "pool='p' volume='v'")]]     || 'refused by rule in use: volume p/v is not deleted: domain web has it'
        'an image'                   | [volume('v', format: 'iso')]                   | []                                                                || 'refused by rule iso: volume p/v is an ISO image'
    }

    def "a volume whose name begins as that of another is another"() {
        expect:
        change(new VolumeDeleteTask(), new VolumeDeleteTask.Delete('p/v', false), [volumes: [volume('v'), volume('v2')]], [xml: domain('/srv/p/v2')]).kind() == Change.Kind.DELETE
        change(new VolumeDeleteTask(), new VolumeDeleteTask.Delete('p/v', false), [volumes: [volume('v2')]]).kind() == Change.Kind.NONE
    }

    def "it shrinks only if that is said, and not under a guest: #from to #to"() {
        when:
        def change = change(new VolumeResizeTask(), new VolumeResizeTask.Resize('p/v', new Size(to), shrink), [volumes: [volume('v', capacity: from)]],
                (running ? [[xml: domain('/srv/p/v'), state: 'running']] : []) as Map[])

        then:
        change.summary() == said

        where:
        from    | to      | shrink | running || said
        1 << 30 | 2L << 30 | false | false   || '1 GiB -> 2 GiB'
        1 << 30 | 2L << 30 | false | true    || '1 GiB -> 2 GiB, under domain web'
        1 << 30 | 1L << 30 | false | false   || 'of 1 GiB'
        1 << 30 | 1L << 29 | true  | false   || '1 GiB -> 512 MiB'
    }

    def "else it is refused"() {
        when:
        change(new VolumeResizeTask(), new VolumeResizeTask.Resize('p/v', new Size(512), shrink), [volumes: [volume('v')]], (shrink ? [[xml: domain('/srv/p/v'), state: 'running']] : []) as Map[])

        then:
        Refusal e = thrown()
        e.message == message

        where:
        shrink || message
        false  || 'refused by rule shrink: volume p/v is of 1 GiB, and 512 B would cut off its end'
        true   || 'refused by rule in use: volume p/v is not made smaller: domain web runs on it'
    }

    def "a raw disk that looks like qcow2 is raw where a domain says so"() {
        given:
        def to = new VolumeCloneTask.Clone('p/v', 'p/copy', VolumeCloneTask.As.QCOW2)
        def looks = [volumes: [volume('v', format: 'qcow2')]]

        expect:
        new VolumeCloneTask().change(to, Sample.scope(), [Found.answer(storage(looks)), Found.domains([xml: domain('/srv/p/v')] as Map), Found.answer(storage(looks))]).summary() == 'qcow2 of 1 GiB, from raw'
        new VolumeCloneTask().change(to, Sample.scope(), [Found.answer(storage(looks)), Found.domains(), Found.answer(storage(looks))]).summary() == 'qcow2 of 1 GiB'
    }

    def "a pool is not stopped under what runs on it, unless it is a directory that stays"() {
        when:
        def answers = [Found.answer(storage(pool: pool(type: type))), Found.domains([xml: domain('/srv/p/v'), state: 'running'] as Map)]
        def kind
        try {
            kind = new PoolStopTask().change(new PoolStopTask.Stop('p'), Sample.scope(), answers).kind()
        } catch (Refusal e) {
            kind = e.message
        }

        then:
        kind == wanted

        where:
        type      || wanted
        'dir'     || Change.Kind.UPDATE
        'netfs'   || 'refused by rule in use: pool p is not stopped: domains run on its volumes: web'
        'logical' || 'refused by rule in use: pool p is not stopped: domains run on its volumes: web'
    }

    def "a pool is not started, now or with its host, where its store is not the one that the playbook says: #type.simpleName of #kind, #what"() {
        given:
        def store = new Pool.Store(kind, kind == Pool.Kind.NETFS ? 'nas' : '', kind == Pool.Kind.NETFS ? '/export' : '', '', [], false)
        def declared = new Pool('p', [host], store, '/srv/p', true, false, '', 'ours', Sample.AT)
        def scope = Sample.scope(pools: [declared])
        def said = OnHost.parameters(type.newInstance(), [pool: 'p'])
        def found = Found.answer(storage(state: 'inactive', pool: pool(type: kind.name().toLowerCase(), source: kind == Pool.Kind.NETFS ? "<host name='nas'/><dir path='/export'/>" : ''), mounts: ROOT))
        def asked = type.newInstance().observe(said, scope).size()
        def told

        when:
        try {
            def change = type.newInstance().change(said, scope, [found, Found.domains(), Found.answer("$looked\n"), Found.answer(ROOT)].take(asked))
            told = change.commands()*.argv()*.last()
        } catch (Refusal e) {
            told = e.message
        }

        then:
        told == wanted

        where:
        what                      | type              | kind            | host    | looked                | wanted
        'another is there'        | PoolStartTask     | Pool.Kind.DIR   | 'kvm1'  | 'directory'           | "refused by rule mounted: there is no ours in /srv/p, so this is not the store of pool 'p'"
        'another is there'        | PoolAutostartTask | Pool.Kind.DIR   | 'kvm1'  | 'directory'           | "refused by rule mounted: there is no ours in /srv/p, so this is not the store of pool 'p'"
        'it is there'             | PoolStartTask     | Pool.Kind.DIR   | 'kvm1'  | 'directory\ncontains' | ['ours']
        'it is seen once mounted' | PoolStartTask     | Pool.Kind.NETFS | 'kvm1'  | 'directory\nempty'    | ['ours']
        'it would be hidden'      | PoolStartTask     | Pool.Kind.NETFS | 'kvm1'  | 'directory'           | "refused by rule mounted: /srv/p is not empty, and pool 'p' would hide what is in it"
        'said of another host'    | PoolStartTask     | Pool.Kind.DIR   | 'kvm2'  | 'directory'           | ['']
    }

    def "a pool that has mounted another store than it should is not left active"() {
        given:
        def run = Shell.alone('virsh() { echo "$1"; }')

        expect:
        with(run(PoolStartTask.START.with(UUID, dir.toString(), 'ours'))) {
            !ok()
            out() == 'pool-start\npool-destroy\n'
            err().contains('this is not the store it should be')
        }

        when:
        Files.createFile(dir.resolve('ours'))

        then:
        run(PoolStartTask.START.with(UUID, dir.toString(), 'ours')).out() == 'pool-start\n'
        run(PoolStartTask.START.with(UUID, '/nowhere', '')).out() == 'pool-start\n'
    }

    def "a pool does not go with its files: #message"() {
        when:
        new PoolDeleteTask().change(new PoolDeleteTask.Delete('p', true), Sample.scope(), [Found.answer(storage(found)), Found.domains(domains as Map[])])

        then:
        Refusal e = thrown()
        e.message.startsWith(message)

        where:
        found                                                                     | domains                     || message
        [mounts: ROOT + 'nas:/x /srv/p nfs rw 0 0\n', volumes: []]                | []                          || 'refused by rule mounted: /srv/p is a mount point'
        [volumes: [volume('a'), volume('i', format: 'iso')]]                      | []                          || 'refused by rule iso: pool p has ISO images, which go with nothing else: i'
        [volumes: [volume('a')]]                                                  | [[xml: domain('/srv/p/a')]] || 'refused by rule in use: volume p/a is not deleted: domain web has it'
    }

    def "a pool of kind #store.kind() is this for libvirt"() {
        given:
        def pool = new Pool('p', ['kvm1'], store, target, true, false, '', '', Sample.AT)

        expect:
        new PoolTask().change(pool, Sample.scope(), [Found.pools(), Found.answer(''), Found.answer(ROOT)]).diffs()*.after()*.replaceAll(/\s*\n\s*/, '') == [xml]

        where:
        store                                                                           | target    || xml
        new Pool.Store(Pool.Kind.FS, '', '/dev/vdb1', 'ext4', [], true)                 | '/srv/p/' || "<pool type='fs'><name>p</name><source><device path='/dev/vdb1'/><format type='ext4'/></source><target><path>/srv/p</path></target></pool>"
        new Pool.Store(Pool.Kind.NETFS, 'nas', '/export', 'nfs', [], false)             | '/srv/p'  || "<pool type='netfs'><name>p</name><source><host name='nas'/><dir path='/export'/><format type='nfs'/></source><target><path>/srv/p</path></target></pool>"
        new Pool.Store(Pool.Kind.LOGICAL, '', 'vg0', '', ['/dev/vdc'], true)            | '/dev/vg0' || "<pool type='logical'><name>p</name><source><device path='/dev/vdc'/><name>vg0</name><format type='lvm2'/></source><target><path>/dev/vg0</path></target></pool>"
    }

    def "a mount point that is taken is refused, and so is one that has something in it: #what"() {
        given:
        def pool = new Pool('p', ['kvm1'], new Pool.Store(Pool.Kind.NETFS, 'nas', '/export', 'nfs', [], false), '/srv/p', true, false, '', '', Sample.AT)

        when:
        new PoolTask().change(pool, Sample.scope(), [active ? Found.pools([xml: StorageTasksSpec.pool(type: 'netfs', source: "<host name='nas'/><dir path='/export'/>")] as Map) : Found.pools(), Found.answer(looked), Found.answer(ROOT + mounts)])

        then:
        TaskFailure e = thrown()
        e.message.contains(message)

        where:
        what                 | active | looked               | mounts                         || message
        'another'            | false  | 'directory\nempty\n' | 'tmpfs /srv/p tmpfs rw 0 0\n'  || 'tmpfs is mounted at /srv/p'
        'files'              | false  | 'directory\n'        | 'tmpfs /srv/pp tmpfs rw 0 0\n' || '/srv/p is not empty'
        'gone under libvirt' | true   | 'directory\nempty\n' | ''                             || 'is active, but nothing is mounted at /srv/p'
    }

    def "a host is asked once of the directories of all its pools, and only where that matters whether one is empty"() {
        given:
        ['full', 'empty', 'ours/mark'].each { Files.createDirectories(dir.resolve(it)) }
        Files.createFile(dir.resolve('full/file'))
        def pools = [full: Pool.Kind.NETFS, empty: Pool.Kind.NETFS, ours: Pool.Kind.DIR, absent: Pool.Kind.DIR].collect { name, kind ->
            new Pool(name, ['kvm1'], new Pool.Store(kind, 'nas', '/export', 'nfs', [], false), dir.resolve(name).toString(), true, false, '', 'mark', Sample.AT)
        }

        when:
        def asked = pools.collect { SeenStore.look(it) }
        def one = asked[0][0]
        def argv = one.argv().dropRight(one.question()) + asked.collectMany { it[0].argv().takeRight(one.question()) }
        def said = argv.execute().text.split('\0', -1)*.readLines()

        then:
        one.question() == 3
        asked*.get(1).toSet().size() == 1
        said == [['directory'], ['directory', 'empty'], ['directory', 'contains'], []]
    }

    static final String LAN = '''<network><name>lan</name><ip address='10.0.0.254' netmask='255.255.255.0'><dhcp><host mac='52:54:00:00:00:01' name='web1' ip='10.0.0.1'/><host mac='52:54:00:00:00:10' ip='10.0.0.10'/></dhcp></ip>
        <dns><host ip='10.0.0.10'><hostname>ten</hostname></host></dns></network>'''

    def "leases are known by exactly their MAC: #mac #address #name"() {
        expect:
        NetworkHosts.lease(Xml.parse(LAN), mac, address, name).collect { [it.command(), it.xml().attribute('ip')] } == wanted

        where:
        mac                 | address     | name   || wanted
        '52:54:00:00:00:02' | '10.0.0.2'  | 'web'  || [['add', '10.0.0.2']]
        '52:54:00:00:00:01' | '10.0.0.1'  | 'web1' || []
        '52:54:00:00:00:01' | '10.0.0.3'  | 'web1' || [['delete', '10.0.0.1'], ['add', '10.0.0.3']]
        '52:54:00:00:00:1'  | '10.0.0.11' | ''     || [['add', '10.0.0.11']]
    }

    def "a lease goes with the names of its address, and no other does: #mac"() {
        expect:
        NetworkHosts.noLease(Xml.parse(LAN), mac).collect { [it.section(), it.xml().attribute('ip')] } == wanted

        where:
        mac                 || wanted
        '52:54:00:00:00:10' || [['ip-dhcp-host', '10.0.0.10'], ['dns-host', '10.0.0.10']]
        '52:54:00:00:00:01' || [['ip-dhcp-host', '10.0.0.1']]
        '52:54:00:00:00:1'  || []
    }

    def "what another has is refused: #message"() {
        when:
        NetworkHosts.lease(Xml.parse(LAN), '52:54:00:00:00:03', address, name)

        then:
        def e = thrown(NetworkHosts.Taken)
        e.message == message

        where:
        address     | name   || message
        '10.0.0.10' | ''     || 'address 10.0.0.10 is the lease of 52:54:00:00:00:10'
        '10.0.0.3'  | 'web1' || 'name web1 is the lease of 52:54:00:00:00:01 (web1)'
    }

    def "names of an address are known by exactly it: #address #names"() {
        expect:
        NetworkHosts.names(Xml.parse(LAN), address, names).collect { [it.command(), it.xml().attribute('ip'), it.xml().all('hostname')*.text()] } == wanted

        where:
        address     | names         || wanted
        '10.0.0.1'  | ['one']       || [['add', '10.0.0.1', ['one']]]
        '10.0.0.1'  | []            || []
        '10.0.0.10' | ['ten']       || []
        '10.0.0.10' | ['ten', 'x']  || [['delete', '10.0.0.10', ['ten']], ['add', '10.0.0.10', ['ten', 'x']]]
        '10.0.0.10' | []            || [['delete', '10.0.0.10', ['ten']]]
    }

    def "a hosts file keeps all that is not meant: #what"() {
        given:
        def before = '127.0.0.1\tlocalhost\n# 10.0.0.1 is ours\n10.0.0.1  one two # first\n10.0.0.10 ten\n10.0.0.19 nineteen\n::1 localhost one\n'
        def text = TextLines.of(Bytes.of(before))

        when:
        edit(text)

        then:
        text.bytes().text() == replaced.inject(before) { all, from, to -> all.replace(from, to) }

        where:
        what                   | edit                                                                    || replaced
        'an address away'      | { AddressLines.take(it, '10.0.0.1', []) }                                || ['10.0.0.1  one two # first\n': '']
        'a name away'          | { AddressLines.take(it, '10.0.0.1', ['two']) }                           || ['10.0.0.1  one two # first': '10.0.0.1\tone # first']
        'no such name'         | { AddressLines.take(it, '10.0.0.1', ['ten']) }                           || [:]
        'it is there'          | { AddressLines.put(it, '10.0.0.1', ['one']) }                            || [:]
        'one more'             | { AddressLines.put(it, '10.0.0.10', ['ten', 'zehn']) }                   || ['10.0.0.10 ten\n': '10.0.0.10 ten zehn\n']
        'one more, a comment'  | { AddressLines.put(it, '10.0.0.1', ['three']) }                          || ['one two # first': 'one two three # first']
        'a name moves'         | { AddressLines.put(it, '10.0.0.2', ['TEN']) }                            || ['10.0.0.10 ten\n': '', '::1 localhost one\n': '::1 localhost one\n10.0.0.2\tTEN\n']
    }

    def "what is sent of a file comes to be it again: #size bytes"() {
        given:
        def file = dir.resolve('file')
        def other = Files.createFile(dir.resolve('other'))
        new RandomAccessFile(file.toFile(), 'rw').withCloseable { out ->
            out.setLength(size)
            places.each { place ->
                out.seek(place)
                out.write(('x' * 70_000).bytes, 0, (int) Math.min(70_000L, size - place))
            }
        }
        def sent = new ByteArrayOutputStream()

        when:
        new SparseFeed(file, { }).to(sent)
        def sparse = new SparseFile(other, { })
        // in pieces of any length
        sent.toByteArray().toList().collate(9973).each { sparse.write(it as byte[]) }
        sparse.close()

        then:
        Files.mismatch(file, other) == -1
        sparse.digest() == Content.of(file).digest()
        sent.size() < places.size() * 4 * 65_536 + 200

        where:
        size          | places
        1             | [0]
        65_536        | []
        3_000_001     | [0, 1_000_000, 2_999_000]
        20_000_000    | [19_000_000]
    }
}
