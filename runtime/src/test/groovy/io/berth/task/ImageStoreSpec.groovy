package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path

/** What comes into a store of this machine, and what goes out; that it is exactly what it was, is seen by {@link CarriesSpec}. */
class ImageStoreSpec extends StoreSpecification {

    def "a directory becomes a release: content and metadata, with all there is to know of it, and once"() {
        given:
        def from = tree(1, dir.resolve('from'))

        when:
        def release = capture('i', from)

        then:
        release ==~ /\d{4}-\d\d-\d\d-[0-9a-f]{12}/
        with(record('i', release)) {
            [image, name, form, file, run] == ['i', release, 'tree', 'tree', 'test-run']
            it.from == "directory $from"
            digest.startsWith(release[-12..-1])
            bytes as long > 0
            files as int == OnHost.run('sh', '-c', 'find "$1" -mindepth 1 -printf x | wc -c', 'sh', from) as int
        }
        difference(from, content('i', release)) == ''
        Files.readSymbolicLink(store.resolve('i/aliases/stable')).fileName.toString() == release
        OnHost.run('stat', '-c', '%a', store.resolve("i/releases/$release")) == '500'
        nothingLeft('i')

        when: 'the same comes again, from elsewhere'
        OnHost.run('cp', '-a', from, dir.resolve('copy'))

        then:
        host.plan(new ImageCaptureTask(), image: 'i', from: dir.resolve('copy')).kind() == Change.Kind.NONE
        releases('i') == [release]
    }

    def "a tar holds no sockets, and the report says so"() {
        given:
        def from = tree(7, dir.resolve('from'))

        when:
        capture('i', from, [form: 'archive'])

        then:
        host.said.any { it == 'sockets that are left out, as a tar holds none: 1' }
    }

    def "a directory of another host comes through the controller"() {
        given:
        def from = tree(8, dir.resolve('from'), false)

        when:
        def change = host.apply(new ImageCaptureTask(), image: 'i', from: from, host: 'other')

        then:
        change.kind() == Change.Kind.ACT
        difference(from, content('i', host.told.release)) == ''
        host.plan(new ImageCaptureTask(), image: 'i', from: from).kind() == Change.Kind.NONE
    }

    def "what is excluded or mounted stays out"() {
        given:
        def from = small()
        Files.createDirectories(from.resolve('var/cache'))
        Files.writeString(from.resolve('var/cache/x'), 'x')

        expect:
        !Files.exists(content('i', capture('i', from, [exclude: ['/var/cache/*']])).resolve('var/cache/x'))
        !Files.exists(content('j', capture('j', from, [host: 'other', exclude: ['./var/cache/*']])).resolve('var/cache/x'))
        releases('i') == releases('j')
    }

    def "an archive of cpio, packed by bzip2, as initial ram disks and old images are: on the host #onHost"() {
        given:
        def from = small()
        Files.createLink(from.resolve('linked'), from.resolve('etc/motd'))
        Files.createSymbolicLink(from.resolve('link'), Path.of('/etc/motd'))
        OnHost.run('sh', '-euc', 'cd "$1"; mkdir dev; mknod dev/null c 1 3; chmod 4711 etc/motd; chown 7:8 etc/motd; find . -exec touch -h -d @1700000000 {} +; ' +
                'find . -print0 | cpio --quiet -0 -o -H newc | bzip2 >"$2"', 'sh', from, dir.resolve('x.cpio.bz2'))

        when:
        host.apply(new ImageImportTask(), image: 'i', from: onHost ? dir.resolve('x.cpio.bz2') : 'x.cpio.bz2', onHost: onHost)

        then: 'but for the times of directories and links'
        def there = content('i', host.told.release)
        OnHost.run('rsync', '-rlpgoDHnci', '--delete', '--omit-dir-times', '--omit-link-times', "$from/", "$there/") == ''
        OnHost.run('stat', '-c', '%Y', there.resolve('etc/motd')) == '1700000000'
        OnHost.run('stat', '-c', '%h', there.resolve('linked')) == '2'

        where:
        onHost << [false, true]
    }

    def "a disk is the same as raw and as qcow2, and one that takes its content from elsewhere is refused"() {
        given:
        OnHost.run('sh', '-euc', 'cd "$1"; truncate -s 20M d.raw; printf content | dd of=d.raw bs=1 seek=12345678 conv=notrunc status=none; ' +
                'qemu-img convert -f raw -O qcow2 d.raw d.qcow2; qemu-img create -q -f qcow2 -b d.raw -F raw over.qcow2; qemu-img create -q -f qcow2 -o data_file=data,data_file_raw=on out.qcow2 1M; gzip -k d.qcow2', 'sh', dir)
        def from = { file, more = [:] -> host.apply(new ImageImportTask(), [image: 'i', from: file, alias: ''] + more) }

        when:
        from('d.qcow2')
        def release = host.told.release
        from('d.raw', [form: 'disk', alias: 'raw'])

        then:
        host.told.release == release
        record('i', release).form == 'disk'
        host.apply(new ImageExportTask(), image: 'i@raw', to: 'back.raw').kind() == Change.Kind.CREATE
        OnHost.run('cmp', dir.resolve('d.raw'), dir.resolve('back.raw')) == ''

        when: 'packed, and on the host'
        def plan = host.plan(new ImageImportTask(), image: 'j', from: dir.resolve('d.qcow2.gz'), onHost: true)
        host.perform(plan)

        then:
        plan.kind() == Change.Kind.CREATE
        releases('j') == [release]

        when:
        from(refused)

        then:
        thrown(Refusal)
        nothingLeft('i')

        where:
        refused << ['over.qcow2', 'out.qcow2']
    }

    def "aliases, lists and differences"() {
        given:
        def one = capture('i', small('one'))
        def two = capture('i', small('two'), [alias: 'next'])

        expect:
        host.apply(new ImageAliasTask(), image: 'i@next', alias: 'tested').summary() == "let tested mean $two"
        host.plan(new ImageAliasTask(), image: 'i@nothing', alias: 'x').kind() == Change.Kind.MAYBE
        host.plan(new ImageListTask(), image: 'i').data().releases.collect { [it.name, it.aliases as Set] } == [[two, ['next', 'tested'] as Set], [one, ['stable'] as Set]]

        when:
        host.perform(host.plan(new ImageDiffTask(), image: 'i', with: 'next'))

        then:
        host.said.findAll { it.contains('motd') }*.take(1) as Set == ['-', '+'] as Set

        when:
        host.apply(new ImageAliasTask(), image: 'i', alias: 'tested', absent: true)

        then:
        host.plan(new ImageListTask(), image: 'i').data().releases[0].aliases == ['next']
        host.check(new ImageAliasTask(), [image: 'i', alias: 'a/b']).size() == 2
    }
}
