package io.berth.task

import io.berth.api.Change
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import io.berth.model.Host
import io.berth.ssh.SshTransport
import io.berth.ssh.SshdFixture
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** With a real sshd on loopback, as root, and the real ssh and rsync. */
class SyncTaskSpec extends Specification {

    @Shared @TempDir Path etc
    @Shared @AutoCleanup SshdFixture sshd
    @TempDir Path dir
    @AutoCleanup OnHost host
    def sync = new SyncTask()
    Path from
    Path to

    def setupSpec() {
        sshd = new SshdFixture(etc.resolve('sshd'))
        sshd.knownHosts("${sshd.name()} ${sshd.hostKey()}")
    }

    def setup() {
        from = Files.createDirectories(dir.resolve('from'))
        to = dir.resolve('to')
        Files.createDirectories(from.resolve('sub'))
        Files.writeString(from.resolve('sub/a'), 'a')
        Files.writeString(from.resolve("it's \$(touch pwned) ü"), 'b')
        Files.writeString(from.resolve('skip.o'), '')
    }

    Host box(String known = sshd.home.resolve('.ssh/known_hosts').toString()) {
        new Host('box', sshd.address, sshd.port, 'root', sshd.clientKey.toString(), known, Host.Connection.SSH, Optional.empty(), [:], null)
    }

    OnHost onSsh(Map options = [:]) {
        host = new OnHost([file: dir.resolve('site.groovy')] + options, new SshTransport(sshd.options()), box())
    }

    OnHost here(Map options = [:]) {
        host = new OnHost([file: dir.resolve('site.groovy')] + options)
    }

    boolean same() { OnHost.run('diff', '-r', '-x', 'skip.o', from, to) == '' }

    def "what is on the controller goes to #where and is kept the same"() {
        given:
        where == 'a host' ? onSsh() : here()
        Files.createDirectory(to)

        when:
        def first = host.apply(sync, from: 'from/', to: to, exclude: ['*.o'])

        then:
        first.kind() == Change.Kind.UPDATE
        first.summary() == "sync from/ to $to: 3 new, 1 other" || first.summary() == "sync from/ to $to: 3 new"
        same()
        !Files.exists(to.resolve('skip.o'))

        when:
        Files.writeString(from.resolve('sub/a'), 'another')
        Files.writeString(to.resolve('surplus'), '')
        def second = host.apply(sync, from: 'from/', to: to, exclude: ['*.o'], delete: true)

        then:
        second.summary().contains('1 to remove')
        same()

        where:
        where << ['a host', 'the controller as a host']
    }

    def "what is on a host comes to the controller"() {
        given:
        onSsh()

        expect:
        host.apply(sync, from: "$from/", to: 'to/', pull: true).kind() == Change.Kind.UPDATE
        same()
    }

    def "what is on a host goes to another one, straight, and verified by what this run knows of that"() {
        given:
        def home = Files.createDirectories(dir.resolve('home/.ssh'))
        here(hosts: [new Host('box', sshd.address, sshd.port, 'root', '', '', Host.Connection.SSH, Optional.empty(), [:], null)])
        def parameters = [from: "$from/", to: "$to/", target: 'box']
        def script = { boolean dry, String lines -> SyncTask.push(OnHost.parameters(sync, parameters), host.scope, dry, lines) }
        // the key that root of this machine would have
        def withKey = { command -> command.with(RSYNC_RSH: '').argv().collect { it.replace('LogLevel ERROR', "LogLevel ERROR\nIdentityFile ${sshd.clientKey}") } }

        when: 'the host does not know the other one'
        def blind = Shell.local(io.berth.model.Command.of(withKey(script(true, ''))))

        then:
        blind.err().contains('Host key verification failed')
        Rsync.change(blind, 'x', { }).kind() == Change.Kind.ACT

        when:
        def lines = "${sshd.name()} ${sshd.hostKey()}".toString()
        def planned = Shell.local(io.berth.model.Command.of(withKey(script(true, lines))))
        def done = Shell.local(io.berth.model.Command.of(withKey(script(false, lines))))

        then:
        Rsync.change(planned, 'x', { }).kind() == Change.Kind.UPDATE
        done.ok()
        OnHost.run('diff', '-r', from, to) == ''
        Rsync.change(Shell.local(io.berth.model.Command.of(withKey(script(true, lines)))), 'x', { }).kind() == Change.Kind.NONE
    }

    def "on the host itself, with what each file is"() {
        given:
        here()
        OnHost.run('chown', 'daemon', from.resolve('sub/a'))

        expect:
        host.apply(sync, from: "$from/", to: "$to/", onHost: true).kind() == Change.Kind.UPDATE
        OnHost.run('stat', '-c', '%U', to.resolve('sub/a')) == 'daemon'

        when:
        Files.setLastModifiedTime(to.resolve('sub/a'), java.nio.file.attribute.FileTime.fromMillis(1000))

        then:
        host.plan(sync, from: "$from/", to: "$to/", onHost: true, archive: false).kind() == Change.Kind.NONE
        host.apply(sync, from: "$from/", to: "$to/", onHost: true).kind() == Change.Kind.UPDATE
    }

    def "what rsync cannot do is told in its words"() {
        when:
        here().plan(sync, from: "$dir/none/", to: "$to/", onHost: true)

        then:
        TaskFailure e = thrown()
        e.message.startsWith('rsync ended with status 23: ')

        when:
        onSsh().plan(sync, from: "$dir/none/", to: 'x/', pull: true)

        then:
        e = thrown()
        e.message.contains('No such file or directory')
    }

    def "#parameters cannot be: #message"() {
        given:
        here(hosts: [OnHost.local('near')])

        expect:
        host.check(sync, [from: '/f', to: '/x'] + parameters) == [message]

        where:
        parameters                         | message
        [pull: true, target: 'near']       | "'sync' goes one way: 'pull', 'target' and 'onHost' exclude one another"
        [from: 'none']                     | "there is no 'none'"
        [from: 'x', onHost: true]          | "'from' is a path from the root on, not 'x'"
        [target: 'nobody']                 | "there is no host 'nobody'"
        [target: 'host']                   | "'host' is the host itself"
        [target: 'near']                   | "other hosts have no way to 'near', which is local"
        [onHost: true, to: '/', delete: true] | 'nothing is removed from / as a whole'
    }

    def "names are names: #name"() {
        given:
        onSsh()
        Files.move(from, dir.resolve(name))

        expect:
        host.apply(sync, from: name, to: "$to/", exclude: [name + 'x']).kind() == Change.Kind.UPDATE
        OnHost.run('diff', '-r', dir.resolve(name), to.resolve(name)) == ''

        where:
        name << ['-rf', "it's \$(touch pwned); `x`", 'two\nlines', 'ünï ☃', 'a:b', "--rsh=touch pwned"]
    }
}
