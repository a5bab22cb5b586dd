package io.berth.lab

import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** A host that is rebooted in truth: its processes end, it comes back as another boot, and not all at once. */
class HostUpdateLabSpec extends Specification {

    static final String SHARED = '/srv/berth/shared/upd-spec'
    static final String MOUNT = '/srv/berth/upd-spec'
    /** A host of the lab cannot reboot itself: it tells that it is to. All of them have their machine's boot id: this boot gets one of its own. */
    static final String TELLS = '''mkdir -p "$1" "$2"; rm -f "$1/reboot"
        printf '#!/bin/sh\\n[ "$1" != reboot ] || touch %s/reboot\\n' "$1" >/usr/local/bin/systemctl; chmod 755 /usr/local/bin/systemctl
        printf 'tmpfs %s tmpfs size=1m 0 0\\n' "$2" >>/etc/fstab; mount "$2"
        cat /proc/sys/kernel/random/uuid >/run/upd-boot; mount --bind /run/upd-boot /proc/sys/kernel/random/boot_id'''

    @Shared @TempDir Path dir
    @Shared Berth berth
    @Shared Map<String, LabGuests> on

    def setupSpec() {
        Lab.required()
        berth = new Berth(dir)
        on = ['kvm2', 'kvm3'].collectEntries { [(it): new LabGuests(it, 'upd-')] }
        Lab.must('kvm3', TELLS, SHARED, MOUNT)
        on.kvm3.define('a', disk: "$SHARED/a.raw").start('a')
    }

    def cleanupSpec() {
        Lab.on('kvm3', 'umount "$2"; umount /proc/sys/kernel/random/boot_id; rm -f /run/upd-boot; sed -i "\\|^tmpfs $2 |d" /etc/fstab; rm -f /usr/local/bin/systemctl /var/lib/berth/drained', SHARED, MOUNT)
        on?.values()?.each { it.close() }
        Lab.on('kvm3', 'rm -rf "$1" "$2"', SHARED, MOUNT)
    }

    private static String runs(String host) { Lab.on(host, 'virsh -q list --name | grep "^upd-"').out.trim() }

    def "it is emptied, rebooted when that is done, waited for until it is whole, and has its guests again"() {
        given:
        String before = Lab.must('kvm3', 'cat /proc/sys/kernel/random/boot_id')
        def update = new FutureTask<Ran>({ berth.run('host', 'update', 'kvm3', '--to', 'kvm2', '--only', 'upd-*', '--run', "virsh -q list --name | grep '^upd-' >$SHARED/left; true", '--yes', '-i', 'lab') } as Callable<Ran>)

        when:
        Thread.startDaemon { update.run() }
        Lab.eventually("it is told to reboot: ${-> update.done ? update.get().out + update.get().err : 'not yet'}", 60) { Lab.on('kvm2', 'ls "$1/reboot"', SHARED).exit == 0 }

        then: 'nothing of it runs there'
        [runs('kvm2'), runs('kvm3'), Lab.must('kvm2', 'cat "$1/left"', SHARED)] == ['upd-a', '', '']

        when: 'it is back, and a filesystem of its is not yet mounted'
        Lab.power('stop', 'kvm3')
        Lab.power('start', 'kvm3')
        def unmounted = Lab.on('kvm3', 'mountpoint -q "$1"', MOUNT).exit

        then: 'its guests stay where they are'
        Lab.must('kvm3', 'cat /proc/sys/kernel/random/boot_id') != before
        unmounted != 0
        !update.done
        [runs('kvm2'), runs('kvm3')] == ['upd-a', '']

        when:
        Lab.must('kvm3', 'mount "$1"', MOUNT)
        def ran = update.get(60, TimeUnit.SECONDS)

        then:
        assert ran.exit == 0: ran.out + ran.err
        [runs('kvm2'), runs('kvm3')] == ['', 'upd-a']
    }
}
