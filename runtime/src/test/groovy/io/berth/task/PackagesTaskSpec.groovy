package io.berth.task

import io.berth.api.Change
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import io.berth.transport.Box
import spock.lang.Specification

import java.time.Duration

/**
 * Real apt, dnf and zypper with repositories of their own, in boxes that have no network. apk is not to be had in Debian: of it
 * only what its database says is read here.
 */
class PackagesTaskSpec extends Specification {

    Box box = Box.plain()
    OnHost host = new OnHost(box, box.host())
    PackagesTask packages = new PackagesTask()

    def cleanup() {
        box.close()
    }

    /** Packages one-1.0, one-1.1 (not yet in the list), two-1.0 with a configuration file. */
    private void apt() {
        box.sh '''
            rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/* /var/lib/apt/periodic/update-success-stamp
            mkdir -p /srv/apt
            echo 'deb [trusted=yes] file:/srv/apt ./' >/etc/apt/sources.list
            make() { # NAME VERSION
                mkdir -p "/tmp/$1-$2/DEBIAN" "/tmp/$1-$2/etc"
                printf 'Package: %s\\nVersion: %s\\nArchitecture: all\\nMaintainer: nobody <n@example.org>\\nProvides: some-%s\\nDescription: none\\n' "berth-$1" "$2" "$1" >"/tmp/$1-$2/DEBIAN/control"
                echo "of $2" >"/tmp/$1-$2/etc/berth-$1.conf"
                echo "/etc/berth-$1.conf" >"/tmp/$1-$2/DEBIAN/conffiles"
                dpkg-deb --root-owner-group -Znone -b "/tmp/$1-$2" /srv/ >/dev/null
            }
            make one 1.0; make one 1.1; make two 1.0
            mv /srv/berth-one_1.0_all.deb /srv/berth-two_1.0_all.deb /srv/apt
            list() { cd /srv/apt; for deb in ./*.deb; do dpkg-deb -f "$deb"; echo "Filename: $deb"; echo "Size: $(stat -c %s "$deb")"; echo "SHA256: $(sha256sum "$deb" | cut -d' ' -f1)"; echo; done >Packages; }
            list
            apt-get update -qq'''
    }

    private void newer() {
        box.sh '''
            mv /srv/berth-one_1.1_all.deb /srv/apt
            cd /srv/apt
            for deb in ./*.deb; do dpkg-deb -f "$deb"; echo "Filename: $deb"; echo "Size: $(stat -c %s "$deb")"; echo "SHA256: $(sha256sum "$deb" | cut -d' ' -f1)"; echo; done >Packages'''
    }

    private String version(String name) {
        box.sh('dpkg-query -W -f=\'${Version}\' "$1"', name)
    }

    def "apt installs, brings up to date, pins and removes; what is changed in its configuration stays"() {
        given:
        apt()
        def both = [names: ['berth-one', 'berth-two']]

        expect:
        host.plan(both, packages).summary() == 'install berth-one, install berth-two'
        host.apply(both, packages).kind() == Change.Kind.CREATE
        host.apply(both, packages).kind() == Change.Kind.NONE
        host.apply([names: ['some-one']], packages).kind() == Change.Kind.NONE

        when: 'there is a newer one, and the lists do not know it'
        newer()
        box.sh('echo mine >/etc/berth-one.conf')

        then:
        host.apply([names: ['berth-one'], state: 'latest'], packages).kind() == Change.Kind.NONE

        when:
        box.sh('touch -d "2 days ago" /var/lib/apt/periodic/update-success-stamp')

        then:
        host.apply([names: ['berth-one'], state: 'latest', update: Duration.ofDays(1)], packages).summary() == 'fetch the package lists'
        version('berth-one') == '1.1'
        box.sh('cat /etc/berth-one.conf') == 'mine\n'
        host.apply([names: ['berth-one'], state: 'latest', update: Duration.ofDays(1)], packages).kind() == Change.Kind.NONE
        host.apply([names: ['berth-one=1.0']], packages).summary() == 'berth-one 1.1 -> 1.0'
        version('berth-one') == '1.0'
        host.apply([names: ['berth-one=1.*']], packages).kind() == Change.Kind.NONE
        host.plan([names: ['berth-one'], state: 'latest'], packages).summary() == 'berth-one 1.0 -> 1.1'

        when:
        box.sh('apt-mark -qq hold berth-one')

        then:
        host.apply([names: ['berth-one'], state: 'latest'], packages).kind() == Change.Kind.NONE
        host.apply([names: ['berth-two'], state: 'absent'], packages).kind() == Change.Kind.DELETE
        host.apply([names: ['berth-two'], state: 'absent'], packages).kind() == Change.Kind.NONE
        box.sh('ls /etc/berth-two.conf') == '/etc/berth-two.conf\n'
        host.apply([names: ['berth-two'], state: 'absent', purge: true], packages).summary() == 'purge berth-two'
        host.apply([names: ['berth-two'], state: 'absent', purge: true], packages).kind() == Change.Kind.NONE
        box.sh('ls /etc/berth-two.conf 2>&1 || true').contains('No such file')

        when:
        host.plan([names: ['berth-one=1.1']], packages)

        then:
        TaskFailure e = thrown()
        e.message == 'package berth-one is held at 1.0 on the host'
    }

    def "a name with a dot is no pattern"() {
        given:
        apt()

        when:
        host.apply([names: ['berth.one']], packages)

        then:
        thrown(TaskFailure)
        box.sh('dpkg-query -W berth-one 2>&1 || true').contains('no packages found')
    }

    def "apt is waited for while others use it"() {
        given:
        apt()
        // holds the lock for a while as apt does, by fcntl
        def holder = Thread.start {
            box.session(box.host()).stream(io.berth.model.Command.of('perl', '-e', '''use Fcntl; open my $f, ">", "/var/lib/dpkg/lock-frontend";
                my $l = pack("s s x![q] q q i x4", F_WRLCK, 0, 0, 0, 0); fcntl $f, F_SETLK, $l or die; open my $o, ">", "/run/held"; close $o; sleep 3'''), { }, { })
        }
        box.sh('i=0; until [ -e /run/held ] || [ $i -ge 100 ]; do sleep 0.05; i=$((i + 1)); done; [ -e /run/held ]')

        expect:
        host.apply([names: ['berth-one']], packages).kind() == Change.Kind.CREATE

        cleanup:
        holder?.join()
    }

    def "#manager installs, brings up to date, pins and removes"() {
        given: 'a host that has no apt'
        box.sh """
            rm -f /usr/bin/apt-get ${manager == 'dnf' ? '/usr/bin/zypper' : '/usr/bin/dnf'}
            mkdir -p /srv/rpm /tmp/b /etc/yum.repos.d /etc/rpm
            echo '%_dbpath /var/lib/rpm' >/etc/rpm/macros # as everywhere but in Debian
            rm -f /etc/yum.repos.d/* /etc/zypp/repos.d/*
            make() { # NAME VERSION
                printf 'Name: %s\\nVersion: %s\\nRelease: 1\\nSummary: none\\nLicense: none\\nBuildArch: noarch\\nAutoReqProv: no\\n%%description\\nnone\\n%%files\\n' "\$1" "\$2" >/tmp/b/it.spec
                rpmbuild --quiet -bb --define '_topdir /tmp/b' /tmp/b/it.spec >/dev/null 2>&1
            }
            make berth-one 1.0; make berth-one 1.1; make berth-base 1.0
            rpm -i /tmp/b/RPMS/noarch/berth-base-1.0-1.noarch.rpm 2>/dev/null # as on every such host, something is there
            mv /tmp/b/RPMS/noarch/berth-one-1.0-1.noarch.rpm /srv/rpm
            createrepo_c --quiet /srv/rpm
            mkdir -p /etc/zypp/repos.d
            printf '[local]\\nname=local\\nbaseurl=file:///srv/rpm\\nenabled=1\\ngpgcheck=0\\nautorefresh=0\\ntype=rpm-md\\n' | tee /etc/yum.repos.d/local.repo >/etc/zypp/repos.d/local.repo"""

        expect:
        host.apply([names: ['berth-one'], update: Duration.ofDays(1)], packages).summary() == 'fetch the package lists, install berth-one'
        host.apply([names: ['berth-one'], update: Duration.ofDays(1)], packages).kind() == Change.Kind.NONE
        host.apply([names: ['berth-one'], state: 'latest'], packages).kind() == Change.Kind.NONE

        when:
        box.sh('mv /tmp/b/RPMS/noarch/berth-one-1.1-1.noarch.rpm /srv/rpm; createrepo_c --quiet /srv/rpm; touch -d "2 days ago" /var/lib/berth/package-lists')

        then:
        host.apply([names: ['berth-one'], state: 'latest', update: Duration.ofDays(1)], packages).summary() == 'fetch the package lists'
        box.sh('rpm -q --qf "%{VERSION}" berth-one') == '1.1'
        host.apply([names: ['berth-one=1.0']], packages).summary() == 'berth-one 1.1-1 -> 1.0'
        box.sh('rpm -q --qf "%{VERSION}" berth-one') == '1.0'
        host.plan([names: ['berth-one'], state: 'latest'], packages).summary() == 'berth-one 1.0-1 -> 1.1-1'
        host.apply([names: ['berth-one'], state: 'latest'], packages).kind() == Change.Kind.UPDATE
        host.apply([names: ['berth-one'], state: 'absent'], packages).kind() == Change.Kind.DELETE
        host.apply([names: ['berth-one'], state: 'absent'], packages).kind() == Change.Kind.NONE

        where:
        manager << ['dnf', 'zypper']
    }

    def "what apk has installed is read from its database"() {
        given:
        box.sh '''rm -f /usr/bin/apt-get /usr/bin/dnf /usr/bin/zypper; ln -s /bin/true /usr/local/bin/apk; mkdir -p /lib/apk/db
            printf 'C:Q1x=\\nP:busybox\\nV:1.36.1-r5\\nA:x86_64\\np:cmd:busybox=1.36.1-r5 cmd:sh\\n\\nP:musl\\nV:1.2.4-r2\\nA:x86_64\\n' >/lib/apk/db/installed'''

        expect:
        host.plan([names: ['busybox=1.36.1', 'musl', 'cmd:sh']], packages).kind() == Change.Kind.NONE
        host.plan([names: ['musl=1.2.5', 'nginx']], packages).summary() == 'musl 1.2.4-r2 -> 1.2.5, install nginx'
    }

    def "what is no package's name is refused before: #name"() {
        expect:
        !host.check(packages, [names: [name]]).empty

        where:
        name << ['-y', 'nginx-', 'a b', '$(id)', '/tmp/x.deb', '', 'a;b', 'nginx=1.0 -y']
    }
}
