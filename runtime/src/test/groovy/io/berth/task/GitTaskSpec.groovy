package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class GitTaskSpec extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host = new OnHost()
    def git = new GitTask()
    Path origin
    Path clone

    def setup() {
        origin = dir.resolve('origin')
        clone = dir.resolve('clone')
        OnHost.run('git', 'init', '-q', '-b', 'main', origin)
        commit('one')
    }

    String commit(String text, Path at = origin) {
        Files.writeString(at.resolve('file'), text)
        inGit(at, 'add', '.')
        inGit(at, '-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-q', '-m', text)
        inGit(at, 'rev-parse', 'HEAD')
    }

    static String inGit(Path at, String... argv) {
        OnHost.run(*(['git', '-C', at] + argv.toList()))
    }

    def "a clone follows its branch, and the plan says from where to where"() {
        given:
        def one = inGit(origin, 'rev-parse', 'HEAD')

        expect:
        host.apply(git, repository: origin, to: clone).summary() == "clone at ${one[0..9]}"
        Files.readString(clone.resolve('file')) == 'one'

        when:
        def two = commit('two')

        then:
        host.plan(git, repository: origin, to: clone, update: false).kind() == Change.Kind.NONE
        host.plan(git, repository: origin, to: clone).summary() == "${one[0..9]}..${two[0..9]}"
        host.apply(git, repository: origin, to: clone, version: 'main').kind() == Change.Kind.UPDATE
        host.told == [path: clone.toString(), before: one, after: two]
        Files.readString(clone.resolve('file')) == 'two'
        inGit(clone, 'symbolic-ref', '--short', 'HEAD') == 'main'
    }

    def "tags, commits and branches, with the history or without"() {
        given:
        def one = inGit(origin, 'rev-parse', 'HEAD')
        inGit(origin, 'tag', 'light')
        inGit(origin, '-c', 'user.name=x', '-c', 'user.email=x@x', 'tag', '-a', '-m', 'x', 'v1')
        inGit(origin, 'branch', 'old/branch')
        def two = commit('two')
        commit('three')
        def url = "file://$origin".toString()

        expect:
        host.apply(git, repository: url, to: clone, version: 'v1', depth: 1).kind() == Change.Kind.CREATE
        inGit(clone, 'rev-parse', 'HEAD') == one
        host.apply(git, repository: url, to: clone, depth: 1).kind() == Change.Kind.UPDATE
        inGit(clone, 'rev-list', '--count', 'HEAD') == '1'
        host.apply(git, repository: url, to: clone, version: two).kind() == Change.Kind.UPDATE
        inGit(clone, 'rev-parse', 'HEAD') == two
        host.apply(git, repository: url, to: clone, version: 'light').kind() == Change.Kind.UPDATE
        host.apply(git, repository: url, to: clone, version: 'old/branch').kind() == Change.Kind.UPDATE
        host.apply(git, repository: url, to: clone).kind() == Change.Kind.UPDATE
        inGit(clone, 'rev-list', '--count', 'HEAD') == '3'
    }

    def "local changes are not lost unless that is said"() {
        given:
        host.apply(git, repository: origin, to: clone)
        local.call(this)
        commit('two')

        when:
        host.plan(git, repository: origin, to: clone)

        then:
        Refusal e = thrown()
        e.message == "refused by rule local-changes: $clone $why"

        expect:
        host.apply(git, repository: origin, to: clone, force: true).kind() == Change.Kind.UPDATE
        Files.readString(clone.resolve('file')) == 'two'

        where:
        local                                                 | why
        ({ Files.writeString(it.clone.resolve('file'), 'x') }) | 'has local changes'
        ({ it.commit('mine', it.clone) })                      | 'has commits that no branch of its remote has'
    }

    def "a run that was killed is finished by the next"() {
        given:
        host.apply(git, repository: origin, to: clone)
        commit('two')
        Files.writeString(clone.resolve('.git/berth-unfinished'), '')
        Files.writeString(clone.resolve('.git/index.lock'), '')
        Files.delete(clone.resolve('file'))

        expect:
        host.apply(git, repository: origin, to: clone).summary().startsWith('finish what was interrupted')
        Files.readString(clone.resolve('file')) == 'two'
    }

    def "submodules are checked out when wanted"() {
        given:
        def part = dir.resolve('part')
        OnHost.run('git', 'init', '-q', '-b', 'main', part)
        commit('part', part)
        inGit(origin, '-c', 'protocol.file.allow=always', 'submodule', '-q', 'add', part.toString(), 'sub')
        commit('with part')

        expect:
        host.apply(git, repository: origin, to: clone, submodules: true).kind() == Change.Kind.CREATE
        Files.readString(clone.resolve('sub/file')) == 'part'
    }

    def "what is not there, or no clone, is told"() {
        when:
        host.plan(git, repository: origin, to: clone, version: 'none')

        then:
        TaskFailure e = thrown()
        e.message == "$origin has no branch or tag 'none'"

        when:
        host.plan(git, repository: Files.createDirectory(dir.resolve('empty')), to: clone)

        then:
        e = thrown(CommandFailure)
        e.answer().err().contains('does not appear to be a git repository')

        when:
        def change = host.plan(git, repository: dir.resolve('nothing'), to: clone)

        then:
        change.kind() == Change.Kind.MAYBE

        when:
        host.perform(change)

        then:
        e = thrown(TaskFailure)
        e.message == "there is no repository $dir/nothing"

        when:
        Files.writeString(Files.createDirectory(clone).resolve('x'), '')
        host.plan(git, repository: origin, to: clone)

        then:
        e = thrown()
        e.message == "$clone is there and no clone"
    }

    def "an unknown host key is refused, not learnt"() {
        given:
        def sshd = new io.berth.ssh.SshdFixture(dir.resolve('sshd'))

        when:
        host.plan(git, repository: "ssh://root@127.0.0.1:${sshd.port}$origin", to: clone)

        then:
        CommandFailure e = thrown()
        e.answer().err().contains('Host key verification failed')

        cleanup:
        sshd.close()
    }

    def "#parameters cannot be: #message"() {
        expect:
        host.check(git, [to: '/x', repository: '/r'] + parameters) == [message]

        where:
        parameters                                | message
        [repository: 'ext::sh -c touch% pwned']   | "'ext::sh -c touch% pwned' is no repository"
        [repository: '--upload-pack=touch pwned'] | "'--upload-pack=touch pwned' is no repository"
        [repository: '-x:y']                      | "'-x:y' is no repository"
        [repository: 'https://me:word@x/y']       | 'a URL with a password in it can be seen by all users of the host'
        [version: '--force']                      | "'--force' cannot be a branch, a tag or a commit"
        [version: 'a:b']                          | "'a:b' cannot be a branch, a tag or a commit"
        [depth: -1]                               | 'a depth is 0 or more, not -1'
    }

    def "names are names: #name"() {
        given:
        def strange = dir.resolve(name)
        OnHost.run('git', 'clone', '-q', '--bare', origin, strange)
        inGit(strange, 'branch', name.replaceAll(/[ `]/, ''))

        expect:
        host.apply(git, repository: strange, to: "$clone/$name", version: name.replaceAll(/[ `]/, '')).kind() == Change.Kind.CREATE
        Files.readString(clone.resolve(name).resolve('file')) == 'one'

        where:
        name << ["it's\$(touch pwned);`x`", 'ünï☃', 'a b']
    }
}
