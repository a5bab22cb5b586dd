package io.berth.task

import io.berth.model.Answer
import io.berth.model.Command
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** The scripts of guests' disks and seeds, on files of this machine, beside a libvirt that says yes to all. */
class GuestScriptsSpec extends Specification {

    static final Closure<Answer> ALONE = Shell.alone('virsh() { :; }')

    @TempDir Path dir

    private String path(String name) { dir.resolve(name).toString() }

    private static Answer run(Command command) { ALONE.call(command) }

    private Answer make(String kind, String name, long bytes, String from = 'nothing', String source = '', String digest = '') {
        run(GuestDiskMaking.MAKE.with(kind, path(name), 'p', bytes.toString(), from, source, 'auto', digest))
    }

    private SeenGuestDisk look(String kind, String name) {
        SeenGuestDisk.parse(run(GuestDiskTask.LOOK.with(kind, path(name))).out())
    }

    private static sh(String script) {
        def done = Shell.local(Command.of('sh', '-euc', script))
        assert done.ok(): done.err()
        done.text()
    }

    def "an empty #kind file is of its size, grows, and is never made over another"() {
        when:
        def made = make(kind, 'a', 4 << 20)

        then:
        made.ok()
        look(kind, 'a') == new SeenGuestDisk('file', io.berth.model.Size.mib(4), kind == 'qcow2')
        Files.list(dir).withCloseable { it.count() } == 1

        when:
        def again = make(kind, 'a', 8 << 20)
        def grown = run(GuestDiskTask.GROW.with(kind, path('a'), (8 << 20).toString(), '', ''))
        def shrunk = run(GuestDiskTask.GROW.with(kind, path('a'), (2 << 20).toString(), '', ''))

        then:
        again.status() == 75 && again.out().contains('is there by now')
        grown.ok()
        shrunk.status() == 75 && shrunk.out().contains('refused shrink')
        look(kind, 'a').size() == io.berth.model.Size.mib(8)

        where:
        kind << ['raw', 'qcow2']
    }

    def "a copy of a #from file as #kind has what the source has, and the size that is said"() {
        given:
        String source = path("source.$from")
        sh("head -c 1048576 /dev/urandom >${path('content')}; truncate -s 3M ${path('content')}; qemu-img convert -f raw -O $from ${path('content')} $source")

        when:
        def made = make(kind, 'copy', 5 << 20, 'file', source)

        then:
        made.ok()
        look(kind, 'copy').size() == io.berth.model.Size.mib(5)
        sh("qemu-img convert -f $kind -O raw ${path('copy')} ${path('back')}; head -c 3145728 ${path('back')} | cmp - ${path('content')} && echo same") == 'same'

        and: 'as large as its source where nothing is said'
        make(kind, 'other', 0, 'file', source).ok() && look(kind, 'other').size() == io.berth.model.Size.mib(3)

        and: 'not into a smaller one, of which nothing is left'
        make(kind, 'small', 1 << 20, 'file', source).out().contains('has 3 MiB, and the disk is to have 1 MiB')
        !Files.exists(dir.resolve('small'))

        where:
        [from, kind] << [['raw', 'qcow2'], ['raw', 'qcow2']].combinations()
    }

    def "a release comes as a tar, and only with its digest"() {
        given:
        sh("head -c 65536 /dev/urandom >${path('disk.raw')}; tar -C $dir -cf ${path('tar')} disk.raw")
        String digest = sh("sha256sum <${path('disk.raw')}").split(' ')[0]
        Command command = GuestDiskMaking.MAKE.with('raw', path('a'), 'p', '0', 'release', '-', 'auto', digest)
        Command wrong = GuestDiskMaking.MAKE.with('raw', path('b'), 'p', '0', 'release', '-', 'auto', '0' * 64)

        expect:
        run(command.reading(io.berth.model.Bytes.of(Files.readAllBytes(dir.resolve('tar'))))).ok()
        Files.mismatch(dir.resolve('a'), dir.resolve('disk.raw')) == -1
        run(wrong.reading(io.berth.model.Bytes.of(Files.readAllBytes(dir.resolve('tar'))))).out().contains('is not what was released')
        !Files.exists(dir.resolve('b'))
    }

    def "a seed as #medium is written, known again, and written anew when it is another"() {
        given:
        String state = path('state')
        Files.createDirectories(dir.resolve('state'))
        Closure<Answer> write = { String text, String digest ->
            run(GuestSeedTask.WRITE.with(state, 'web', medium, path('web-seed'), digest).reading("user-data ${text.bytes.encodeBase64()}\nmeta-data e30K\n"))
        }
        String read = medium == 'iso' ? "isoinfo -R -i ${path('web-seed')} -x /user-data" : "mtype -i ${path('web-seed')} ::user-data"
        Closure<String> found = { run(GuestSeedTask.LOOK.with(state, 'web', path('web-seed'))).text() }

        expect:
        found() == 'absent'
        write('#cloud-config\n', 'd1').ok()
        found() == 'd1'
        sh(read) == '#cloud-config'
        write('#other\n', 'd2').ok()
        found() == 'd2'
        sh(read) == '#other'

        when: 'nobody knows any more who made it, but its label tells what it is'
        Files.delete(dir.resolve('state/seeds/web.made'))

        then:
        found() == 'seed'

        when:
        Files.writeString(dir.resolve('web-seed'), 'an installer')

        then:
        found() == 'other'

        where:
        medium << ['iso', 'vfat']
    }
}
