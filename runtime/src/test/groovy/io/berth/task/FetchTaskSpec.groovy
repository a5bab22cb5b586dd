package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class FetchTaskSpec extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host
    def fetch = new FetchTask()
    Path there

    def setup() {
        there = Files.createDirectory(dir.resolve('there'))
        host = new OnHost(file: Files.createDirectory(dir.resolve('here')).resolve('site.groovy'))
    }

    def "a file comes to a directory of its host's name, any bytes"() {
        given:
        def bytes = new byte[300_000]
        new Random(3).nextBytes(bytes)
        Files.write(there.resolve('x'), bytes)

        expect:
        host.apply(fetch, src: there.resolve('x'), to: 'got').kind() == Change.Kind.CREATE
        Files.readAllBytes(dir.resolve("here/got/host$there/x")) == bytes

        when:
        Files.writeString(there.resolve('x'), 'less')
        OnHost.run('chmod', '600', there.resolve('x'))

        then:
        host.apply(fetch, src: there.resolve('x'), to: 'got').kind() == Change.Kind.UPDATE
        Files.readString(dir.resolve("here/got/host$there/x")) == 'less'
        OnHost.run('stat', '-c', '%a', dir.resolve("here/got/host$there/x")) == '600'
        dir.resolve("here/got/host$there").toFile().list().toList() == ['x']
    }

    def "flat it comes to #to"() {
        given:
        Files.writeString(there.resolve('x'), 'x')

        expect:
        host.apply(fetch, src: there.resolve('x'), to: to, flat: true).kind() == Change.Kind.CREATE
        Files.readString(dir.resolve('here').resolve(as)) == 'x'

        where:
        to      | as
        'a/'    | 'a/x'
        'a/y'   | 'a/y'
        '../z/' | '../z/x'
    }

    def "a file that is missing is a failure unless it may be, and one that changes meanwhile always is"() {
        when:
        host.perform(host.plan(fetch, src: there.resolve('x'), to: 'got'))

        then:
        TaskFailure e = thrown()
        e.message == "there is no file $there/x"
        host.plan(fetch, src: there.resolve('x'), to: 'got', required: false).kind() == Change.Kind.NONE

        when:
        Files.writeString(there.resolve('x'), 'one')
        def change = host.plan(fetch, src: there.resolve('x'), to: 'got')
        Files.writeString(there.resolve('x'), 'two')
        host.perform(change)

        then:
        e = thrown()
        e.message.startsWith('the file changed while it was fetched')
        dir.resolve("here/got/host$there").toFile().list().length == 0
    }

    def "a large file is read once to come and once to be compared, and is seen to change meanwhile: #changing"() {
        given:
        def bytes = new byte[12_000_000]
        new Random(3).nextBytes(bytes)
        Files.write(there.resolve('x'), bytes)

        when: 'it is not there yet, or is of another size'
        def change = host.plan(fetch, src: there.resolve('x'), to: 'got')

        then:
        !change.data().containsKey('sha256')

        when: 'the new file is as long as the other, and was changed at the same second'
        changing == 'in place' ? new RandomAccessFile(there.resolve('x').toFile(), 'rw').withCloseable { it.write(1) } :
                Files.move(Files.write(there.resolve('y'), bytes), there.resolve('x'), StandardCopyOption.REPLACE_EXISTING)
        host.perform(change)

        then:
        TaskFailure e = thrown()
        e.message.startsWith('the file changed while it was fetched: 12000000 bytes at ')
        dir.resolve("here/got/host$there").toFile().list().length == 0

        when:
        host.apply(fetch, src: there.resolve('x'), to: 'got')

        then:
        host.told.sha256 == Content.of(there.resolve('x')).digest()
        Files.mismatch(dir.resolve("here/got/host$there/x"), there.resolve('x')) == -1

        when: 'what is known of the copy goes by its size and time'
        Files.write(dir.resolve("here/got/host$there/x"), bytes.reverse() as byte[])

        then:
        host.plan(fetch, src: there.resolve('x'), to: 'got').kind() == Change.Kind.UPDATE

        where:
        changing << ['in place', 'by another']
    }

    def "it never leaves its directory"() {
        given:
        Files.writeString(there.resolve('x'), 'x')
        Files.createDirectories(dir.resolve('here/got/host'))
        Files.createSymbolicLink(dir.resolve("here/got/host/${there.getName(0)}"), Files.createDirectory(dir.resolve('outside')))

        when:
        host.apply(fetch, src: there.resolve('x'), to: 'got')

        then:
        Refusal e = thrown()
        e.message.startsWith('refused by rule destination')
        dir.resolve('outside').toFile().list().length == 0
        host.check(fetch, [src: '/etc/../x', to: 'y']) == ["'/etc/../x' does not name a file without '..'"]
        host.check(fetch, [src: 'x', to: 'y']) == ["'src' is a path from the root on, not 'x'"]
    }

    def "names are names: #name"() {
        given:
        Files.writeString(there.resolve(name), 'x')

        expect:
        host.apply(fetch, src: there.resolve(name), to: name).kind() == Change.Kind.CREATE
        Files.readString(dir.resolve("here/$name/host$there/$name")) == 'x'

        where:
        name << ['-rf', "it's \$(touch pwned); `x`", 'two\nlines', 'ünï ☃']
    }
}
