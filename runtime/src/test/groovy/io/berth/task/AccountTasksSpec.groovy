package io.berth.task

import io.berth.api.Change
import io.berth.fixture.OnHost
import io.berth.transport.Box
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

/** Accounts, groups and keys, in a box. */
class AccountTasksSpec extends Specification {

    static final String KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKn7YqyUQCOnJRWn2VUrwVPPYPWJVmvAN0gPqGnxgFqk'
    static final String OTHER = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7'

    @TempDir Path dir
    @Shared Box box = Box.plain()
    @Shared OnHost host = new OnHost(box, box.host())
    @Shared UserTask user = new UserTask()
    @Shared UserGroupTask group = new UserGroupTask()
    @Shared AuthorizedKeyTask authorizedKey = new AuthorizedKeyTask()

    def cleanupSpec() {
        box.close()
    }

    private String passwd(String name) {
        box.sh('getent passwd "$1"', name).strip()
    }

    def "an account is made, changed and removed, and others stay as they are"() {
        given:
        def others = box.sh('cat /etc/passwd')
        host.apply(group, name: 'crew', gid: '4711')
        host.apply(group, name: 'tape')
        def anna = [name: 'anna', uid: '4712', group: 'crew', groups: ['tape'], shell: '/bin/sh', comment: 'Anna Ünal']

        expect:
        host.plan(anna, user).kind() == Change.Kind.CREATE
        host.apply(anna, user).kind() == Change.Kind.CREATE
        host.apply(anna, user).kind() == Change.Kind.NONE
        passwd('anna') == 'anna:x:4712:4711:Anna Ünal:/home/anna:/bin/sh'
        box.sh('stat -c %U /home/anna') == 'anna\n'
        host.apply(user, name: 'anna', shell: '/bin/bash', groups: ['adm']).summary() == 'shell /bin/sh -> /bin/bash, groups adm,tape'
        host.apply(user, name: 'anna', groups: ['adm'], append: false).summary() == 'groups adm'
        box.sh('id -nG anna').strip() == 'crew adm'
        host.apply(user, name: 'anna', expires: '2031-01-31').summary() == 'expires 2031-01-31'
        host.apply(user, name: 'anna', expires: '2031-01-31').kind() == Change.Kind.NONE
        host.apply(user, name: 'anna', expires: 'never').summary() == 'expires never'
        host.apply(user, name: 'anna', state: 'absent', removeHome: true).kind() == Change.Kind.DELETE
        host.apply(user, name: 'anna', state: 'absent').kind() == Change.Kind.NONE
        box.sh('ls -d /home/anna 2>&1 || true').contains('No such file')
        host.apply(group, name: 'crew', gid: '4713').summary() == 'gid 4711 -> 4713'
        host.apply(group, name: 'crew', state: 'absent').kind() == Change.Kind.DELETE
        host.apply(group, name: 'crew', state: 'absent').kind() == Change.Kind.NONE
        box.sh('cat /etc/passwd') == others
    }

    def "a password is set as a hash, and locked and unlocked without being lost"() {
        given:
        def hash = '$6$salt$' + 'x' * 86
        def other = '$6$salt$' + 'y' * 86

        when:
        def change = host.apply(user, name: 'bert', password: hash)

        then: 'the hash goes by standard input'
        !change.commands().any { it.argv().toString().contains('salt') }
        box.sh('getent shadow bert').split(':')[1] == hash
        host.apply(user, name: 'bert', password: hash).kind() == Change.Kind.NONE
        host.apply(user, name: 'bert', locked: 'true').summary() == 'lock'
        host.apply(user, name: 'bert', locked: 'true', password: hash).kind() == Change.Kind.NONE
        box.sh('getent shadow bert').split(':')[1] == '!' + hash
        host.apply(user, name: 'bert', password: other).summary() == 'password, lock'
        box.sh('getent shadow bert').split(':')[1] == '!' + other
        host.apply(user, name: 'bert', locked: 'false').summary() == 'unlock'
        box.sh('getent shadow bert').split(':')[1] == other
    }

    def "keys come and go by what they are, whatever their comments"() {
        given:
        host.apply(user, name: 'carl')
        def file = Files.writeString(dir.resolve('keys.pub'), "# of two\n$OTHER two\n")

        expect:
        host.plan(authorizedKey, user: 'carl', keys: ["$KEY one"]).diffs()*.after() == ["$KEY one\n"]
        host.apply(authorizedKey, user: 'carl', keys: ["$KEY one"]).kind() == Change.Kind.CREATE
        host.apply(authorizedKey, user: 'carl', keys: ["$KEY the same"]).kind() == Change.Kind.NONE
        host.apply(authorizedKey, user: 'carl', file: "$file").kind() == Change.Kind.UPDATE
        box.sh('cat /home/carl/.ssh/authorized_keys; stat -c "%a %U" /home/carl/.ssh /home/carl/.ssh/authorized_keys') ==
                "$KEY one\n$OTHER two\n700 carl\n600 carl\n"
        host.apply(authorizedKey, user: 'carl', keys: ["$KEY"], options: 'from="10.0.0.0/8,x y",no-pty').kind() == Change.Kind.UPDATE
        host.apply(authorizedKey, user: 'carl', keys: ["$KEY"], options: 'from="10.0.0.0/8,x y",no-pty').kind() == Change.Kind.NONE
        host.apply(authorizedKey, user: 'carl', keys: ["$KEY one"], exclusive: true).kind() == Change.Kind.UPDATE
        box.sh('cat /home/carl/.ssh/authorized_keys') == "$KEY one\n"

        when: 'others have opened it to all'
        box.sh('chmod 666 /home/carl/.ssh/authorized_keys; chown root /home/carl/.ssh')

        then:
        host.apply(authorizedKey, user: 'carl', keys: ["$KEY one"]).summary() == 'rights of its directory file'
        host.apply(authorizedKey, user: 'carl', keys: ["$KEY"], state: 'absent').kind() == Change.Kind.DELETE
        host.apply(authorizedKey, user: 'carl', keys: ["$KEY"], state: 'absent').kind() == Change.Kind.NONE
    }

    def "a link in a home leads a key to no place where its owner could not write"() {
        given:
        host.apply(user, name: 'dora')
        box.sh('mkdir /etc/aim; ln -s /etc/aim /home/dora/.ssh')

        when:
        host.apply(authorizedKey, user: 'dora', keys: ["$KEY"])

        then:
        thrown(Exception)
        box.sh('ls -A /etc/aim') == ''
    }

    def "keys of a user who is not there may come"() {
        expect:
        host.plan(authorizedKey, user: 'nobody-yet', keys: ["$KEY"]).kind() == Change.Kind.MAYBE
    }

    def "what would begin another line is refused before: #values"() {
        expect:
        !host.check(task, values).empty

        where:
        task                    | values
        new UserTask()          | [name: '-root']
        new UserTask()          | [name: 'eve', comment: 'a\nroot2:x:0:0::/:/bin/sh']
        new UserTask()          | [name: 'eve', comment: 'a:b']
        new UserTask()          | [name: 'eve', password: 'x:y']
        new UserTask()          | [name: 'eve', password: 'x\nroot:y']
        new UserTask()          | [name: 'eve', home: '/a:b']
        new UserTask()          | [name: 'eve', expires: '2031-02-31']
        new UserGroupTask()     | [name: 'a,b']
        new AuthorizedKeyTask() | [user: 'eve', keys: ["$KEY\n$OTHER".toString()]]
        new AuthorizedKeyTask() | [user: 'eve', keys: [KEY], options: 'no-pty\nssh-rsa AAAA']
        new AuthorizedKeyTask() | [user: 'eve', keys: ['no key']]
    }
}
