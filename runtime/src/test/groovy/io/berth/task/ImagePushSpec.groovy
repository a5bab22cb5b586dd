package io.berth.task

import io.berth.api.Change
import io.berth.api.TaskFailure
import io.berth.diag.SourceRange
import io.berth.fixture.OnHost
import io.berth.fixture.SshHosts
import io.berth.model.Image
import io.berth.model.Size
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.CompletableFuture
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

/** Releases that go from a store through a chain of hosts, each a real sshd with a /var/lib of its own. */
class ImagePushSpec extends Specification {

    static final List<String> CHAIN = ['a', 'b', 'c']
    /** What the system has that is pushed slowly, and how much of it goes in a second. */
    static final int LARGE = 2_000_000
    static final Size SLOW = new Size(1_200_000)

    @Shared @TempDir Path shared
    @Shared @AutoCleanup SshHosts hosts
    @TempDir Path dir
    @AutoCleanup OnHost store
    Path from

    def setupSpec() {
        hosts = new SshHosts(shared, ['store'] + CHAIN)
    }

    def setup() {
        store = new OnHost(hosts.transport(), hosts.host('store'), file: dir.resolve('site.groovy'), hosts: CHAIN.collect { hosts.host(it) },
            groups: [chain: CHAIN], images: [i: new Image('i', 'store', Image.DIR, '', 0, SourceRange.NONE)])
        from = Files.createDirectories(dir.resolve('from/etc')).parent
        OnHost.run('sh', '-euc', '''cd "$1"; echo x >etc/motd; ln etc/motd etc/issue; mkfifo fifo; truncate -s 5M sparse; echo end >>sparse
            head -c "$2" /dev/urandom >large; setfattr -n user.note -v x large; touch -d '2020-02-02 02:02:02.123456789' etc''', 'sh', from, LARGE)
    }

    def cleanup() {
        hosts.sshds.keySet().each { hosts.sh(it, 'rm -rf /var/lib/berth') }
    }

    String capture(Map more = [:]) {
        store.apply(new ImageCaptureTask(), [image: 'i', from: from] + more)
        store.told.release
    }

    Change push(Map more = [:]) {
        store.apply(new ImagePushTask(), [image: 'i', to: ['chain']] + more)
    }

    /** A push that is under way once this much has come to a host. */
    CompletableFuture<Throwable> pushing(String host, int bytes, Map more = [:]) {
        def pushed = CompletableFuture.supplyAsync {
            try {
                push([rate: SLOW] + more)
                null
            } catch (Throwable e) {
                e
            }
        }
        until { spooled(host) > bytes || pushed.done }
        assert !pushed.done || pushed.get() == null
        pushed
    }

    long spooled(String host) {
        def runs = cache(host, 'work').toFile().listFiles() ?: [] as File[]
        runs.collect { new File(it, 'stream.1/bytes').length() }.max() ?: 0
    }

    Path cache(String host, String path) {
        hosts.lib(host).resolve("berth/cache/i/$path")
    }

    boolean has(String host, String release) {
        def tree = cache(host, "releases/$release/tree")
        Files.exists(tree) && StoreSpecification.difference(from, tree) == '' && Files.readSymbolicLink(cache(host, 'aliases/stable')).fileName.toString() == release
    }

    /** Whether there is no release there, and nothing half of one. */
    boolean hasNothing(String host) {
        ['releases', 'work'].every { (cache(host, it).toFile().list() ?: []).size() == 0 }
    }

    static void until(Closure<Boolean> holds) {
        new PollingConditions(timeout: 30, delay: 0.02).eventually { assert holds() }
    }

    def "all of a group have it, by its digest, and the store gave it once; who has it is left alone"() {
        given:
        def release = capture()
        def logins = hosts.logins('store')

        when:
        def change = push()

        then:
        change.kind() == Change.Kind.ACT
        change.summary() ==~ /push i@$release \(.*\) to a → b → c; those that have it are left alone/
        CHAIN.every { has(it, release) && cache(it, 'work').toFile().list().size() == 0 }
        CHAIN.every { host -> store.said.any { it ==~ /$host has it after [0-9.]+ s/ } }
        store.told.hosts == CHAIN
        hosts.logins('store') == logins + 1
        OnHost.run('stat', '-c', '%a', cache('c', "releases/$release")) == '500'

        when: 'one has lost it'
        hosts.sh('b', 'rm -rf /var/lib/berth')
        push()

        then: 'it has it from the one before it'
        has('b', release)
        store.said.findAll { it.contains('already') } == ['a has it already', 'c has it already']
        hosts.logins('store') == logins + 1

        when: 'there is a next one, and the cache keeps two'
        def others = ['2', '3'].collect {
            Files.writeString(from.resolve('etc/motd'), it)
            def next = capture()
            push(to: ['a', 'b'], star: true)
            next
        }

        then:
        ['a', 'b'].every { has(it, others[1]) }
        ['a', 'b'].every { (cache(it, 'releases').toFile().list() as List).toSorted() == others.toSorted() }
        hosts.logins('store') == logins + 5

        when: 'the cache of one is emptied, of which a slot has one'
        hosts.sh('a', 'mkdir -p /var/lib/berth/cache/i/used; echo "deployed $1" >/var/lib/berth/cache/i/used/a.w01', others[0])
        def emptied = ['a', 'b'].collect { new OnHost(hosts.transport(), hosts.host(it)).withCloseable { it.apply(new CachePruneTask(), [:]).summary() } }

        then:
        emptied == ["remove i@${others[1]}", "remove ${others.reverse().collect { "i@$it" }.join(', ')}"]*.toString()
        cache('a', 'releases').toFile().list() as List == [others[0]]
        hasNothing('b')
        cache('b', 'aliases').toFile().list().length == 0
    }

    def "of a release that is #form its file goes, with its holes"() {
        given:
        def release = form == 'archive' ? capture(form: 'archive') : store.with {
            OnHost.run('sh', '-euc', 'truncate -s 40M "$1"; head -c 100000 /dev/urandom | dd of="$1" bs=1k seek=5000 conv=notrunc status=none', 'sh', dir.resolve('disk'))
            apply(new ImageImportTask(), image: 'i', from: dir.resolve('disk'), onHost: true, form: 'disk')
            told.release
        }

        when:
        push(to: ['a', 'b'])

        then:
        ["$file", 'release'].every { name ->
            OnHost.run('cmp', hosts.lib('store').resolve("berth/images/i/releases/$release/$name"), cache('b', "releases/$release/$name")) == ''
        }
        (OnHost.run('stat', '-c', '%b', cache('b', "releases/$release/$file")) as int) < 20000

        where:
        form      | file
        'archive' | 'archive.tar.zst'
        'disk'    | 'disk.raw'
    }

    def "lost in the middle: #what; those behind it go on from the one before it, and the next push converges"() {
        given:
        def release = capture()
        def pushed = pushing('c', LARGE.intdiv(4))

        when:
        what == 'a host' ? hosts.sshds.b.cut() : hosts.givers('b')*.destroyForcibly()
        def failure = pushed.get()

        then:
        ['a', 'c'].every { has(it, release) }
        store.said.any { it.startsWith('c: b cannot be reached from this host, does not take its key, or was lost') }
        what == 'a host' ? failure instanceof TaskFailure && failure.message.contains('is not on 1 of 3 hosts: b: ') : failure == null && has('b', release)

        when:
        until { what != 'a host' || hasNothing('b') }
        push()

        then:
        CHAIN.every { has(it, release) }

        where:
        what << ['a host', 'a connection']
    }

    def "from whom nothing comes any more is not waited for"() {
        given:
        def release = capture()
        def pushed = pushing('c', LARGE.intdiv(4), [stall: Duration.ofSeconds(1)])

        when:
        def stopped = hosts.givers('b')
        stopped.each { OnHost.run('kill', '-s', 'STOP', it.pid()) }

        then:
        pushed.get() == null
        CHAIN.every { has(it, release) }
        store.said.any { it == 'c: nothing has come from b for 1 seconds' }

        cleanup:
        stopped.each { OnHost.run('kill', '-s', 'CONT', it.pid()) }
    }

    def "a host without room is #when and has nothing; the others have it"() {
        given:
        def release = capture()
        hosts.sh('b', 'mkdir -p /var/lib/berth/cache; mount -t tmpfs -o size=3m berth-spec /var/lib/berth/cache')
        if (when == 'found out on the way') {
            hosts.sh('store', 'sed -i "s/^bytes .*/bytes 1000/; s/^files .*/files 1/" "$1"', "$Image.DIR/i/releases/$release/release")
        }

        when:
        push()

        then:
        TaskFailure e = thrown()
        e.message.contains('is not on 1 of 3 hosts: b: ')
        "${e.message}${e.next()}".contains('MiB are free')
        ['a', 'c'].every { has(it, release) }
        hosts.sh('b', 'find /var/lib/berth/cache/i/releases /var/lib/berth/cache/i/work -mindepth 1') == ''

        cleanup:
        hosts.sh('b', 'umount /var/lib/berth/cache')

        where:
        when << ['refused at once', 'found out on the way']
    }

    def "what is not what was released is kept nowhere: #what"() {
        given:
        def release = capture()
        hosts.sh('store', change, "$Image.DIR/i/releases/$release")

        when:
        push(to: ['a'])

        then:
        TaskFailure e = thrown()
        e.message.contains('is not on 1 of 1 hosts: a: ')
        e.message.contains(why)
        hasNothing('a')

        where:
        what             | change                                                             | why
        'other content'  | 'echo y >"$1/tree/etc/motd"'                                       | 'is not what was released: its digest is'
        'another digest' | 'sed -i "s/^digest .*/digest $(printf %064d 7)/" "$1/release"'     | 'is not what was released: its digest is'
        'sockets'        | 'perl -MSocket -e "socket S, PF_UNIX, SOCK_STREAM, 0; bind S, pack_sockaddr_un(shift)" "$1/tree/s"' | 'holds sockets'
    }

    def "when the controller's run ends, nothing is left at work"() {
        given:
        capture()
        def pushed = new CompletableFuture<Throwable>()
        def run = Thread.start {
            try {
                push(rate: SLOW)
            } catch (Throwable e) {
                pushed.complete(e)
            }
        }
        until { spooled('c') > LARGE.intdiv(4) || pushed.done }

        when:
        run.interrupt()

        then:
        pushed.get() instanceof InterruptedException
        CHAIN.every { hasNothing(it) }
        until { hosts.givers('store').empty && hosts.givers('a').empty }
    }

    def "what makes no sense is told before any host is asked"() {
        expect:
        store.check(new ImagePushTask(), [image: 'i', to: ['chain', 'nobody']]) == ["there is no host or group 'nobody'"]
        store.plan(new ImagePushTask(), image: 'i', to: ['store']).kind() == Change.Kind.NONE
        store.plan(new ImagePushTask(), image: 'i@gone', to: ['a']).kind() == Change.Kind.MAYBE
    }
}
