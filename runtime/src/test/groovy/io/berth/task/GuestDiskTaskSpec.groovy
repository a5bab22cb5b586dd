package io.berth.task

import io.berth.api.Change
import io.berth.api.Refusal
import io.berth.api.TaskFailure
import io.berth.diag.Diagnostics
import io.berth.diag.SourceRange
import io.berth.model.GuestVolume
import spock.lang.Specification
import spock.lang.TempDir
import java.nio.file.Path

class GuestDiskTaskSpec extends Specification {

    static final String BODY = 'memory 1.GiB\n'
    static final long GIB = 1L << 30

    @TempDir Path dir

    def task = new GuestDiskTask()

    private Change plan(GuestSample sample, String target = 'vda') {
        sample.on().plan(task, new GuestVolume(sample.guest(), target))
    }

    private GuestSample sample(String disk, Map<String, String> there = [:]) {
        def sample = new GuestSample(dir, BODY + disk, "guest('golden') { on 'kvm1'; template 'server'; memory 1.GiB; disk pool: 'p', size: 1.GiB }")
        sample.disks = there
        sample
    }

    private static String file(long size, boolean qcow2 = true) { "type=file\n${qcow2 ? 'magic=qcow2\n' : ''}size=$size\n" }

    def "a disk that is not there is made: #disk"() {
        expect:
        plan(sample(disk)).with { [it.kind(), it.summary()] } == [Change.Kind.CREATE, summary]

        where:
        disk                                                              || summary
        "disk pool: 'p', size: 10.GiB"                                    || 'empty qcow2 file of 10 GiB'
        "disk pool: 'p', size: 10.GiB, format: raw"                       || 'empty raw file of 10 GiB'
        "disk volumeGroup: 'vg0', size: 10.GiB"                           || 'empty volume in vg0 of 10 GiB'
        "disk pool: 'p', from: image('golden')"                           || 'copy of image golden qcow2 file'
        "disk pool: 'p', from: guest('golden'), size: 2.GiB"              || "copy of guest golden's qcow2 file of 2 GiB"
        "disk pool: 'p', from: 'base.qcow2'"                              || 'copy of base.qcow2 qcow2 file'
    }

    def "a disk that is there is taken as it is, and grows: #found"() {
        expect:
        plan(sample("disk pool: 'p', size: 10.GiB", ['/srv/p/web.qcow2': found])).with { [it.kind(), it.summary()] } == [kind, summary]

        where:
        found          || kind               | summary
        file(10 * GIB) || Change.Kind.NONE   | 'is there, 10 GiB'
        file(4 * GIB)  || Change.Kind.UPDATE | 'grow 4 GiB -> 10 GiB'
    }

    def "of a volume of LVM, whole extents are as good"() {
        expect:
        plan(sample("disk volumeGroup: 'vg0', size: 10.GiB", ['/dev/vg0/web': "type=block\nsize=${10 * GIB + (2 << 20)}\n".toString()])).kind() == Change.Kind.NONE
    }

    def "refused: #why"() {
        when:
        plan(sample(disk, [(path): found]))

        then:
        def refusal = thrown(TaskFailure)
        refusal.message.contains(why)

        where:
        disk                                          | path                | found                       || why
        "disk pool: 'p', size: 10.GiB"                | '/srv/p/web.qcow2'  | file(20 * GIB)              || 'has 20 GiB, and the playbook says 10 GiB: disks grow, and never shrink'
        "disk pool: 'p', size: 10.GiB"                | '/srv/p/web.qcow2'  | file(10 * GIB, false)       || 'is no qcow2 file, and the playbook says format qcow2'
        "disk path: '/srv/a.raw'"                     | '/srv/a.raw'        | file(10 * GIB)              || 'is a qcow2 file, and the playbook says format raw'
        "disk path: '/srv/a.raw'"                     | '/srv/a.raw'        | 'type=absent\n'             || 'there is no /srv/a.raw on host kvm1'
        "disk path: '/dev/sdb'"                       | '/dev/sdb'          | file(GIB, false)            || 'is a file, and the playbook says a device'
        "disk pool: 'p', size: 10.GiB"                | '/srv/p/web.qcow2'  | 'type=other\n'              || 'is neither a file nor a block device'
    }

    def "a raw disk that a guest has written what it wants to is what it was made as"() {
        expect:
        plan(sample("disk pool: 'p', size: 10.GiB, format: raw", ['/srv/p/web.raw': file(10 * GIB)])).kind() == Change.Kind.NONE
    }

    def "a running guest's disk grows through libvirt, and is not copied"() {
        given:
        def sample = sample("disk pool: 'p', size: 10.GiB", ['/srv/p/web.qcow2': file(4 * GIB)])
        sample.domain = [state: 'running', xml: domain('web', 'vda', '/srv/p/web.qcow2')]

        expect:
        plan(sample).summary() == 'grow 4 GiB -> 10 GiB, live'

        when:
        def copy = new GuestSample(dir, BODY + "disk pool: 'p', from: 'web.qcow2', volume: 'copy.qcow2'")
        copy.domain = sample.domain
        plan(copy)

        then:
        def refused1 = thrown(Refusal)
        refused1.message.contains('guest web')
    }

    private static String domain(String name, String target, String source) {
        "<domain type='kvm'><name>$name</name><uuid>11111111-2222-3333-4444-555555555555</uuid><memory>1</memory><devices><disk type='file' device='disk'><source file='$source'/><target dev='$target'/></disk></devices></domain>"
    }

    def "where libvirt has a disk that is gone, or another in its place, none is made unless it may be lost"() {
        given:
        def sample = sample("disk pool: 'p', size: 10.GiB\n$said")
        sample.domain = [xml: domain('web', 'vda', source)]

        when:
        def change = null
        String message = ''
        try {
            change = plan(sample)
        } catch (Refusal refusal) {
            message = refusal.message
        }

        then:
        message.contains(why)
        (change != null) == why.empty

        where:
        said            | source              || why
        ''              | '/srv/p/web.qcow2'  || 'is not there any more: an empty one in its place would be taken for it'
        ''              | '/srv/p/old.qcow2'  || 'guest web would lose data: its disk vda is /srv/p/old.qcow2'
        "mayLose 'vda'" | '/srv/p/web.qcow2'  || ''
    }

    def "what cannot be copied is said before any host is asked: #disk"() {
        given:
        def sample = sample(disk)
        def into = new Diagnostics()

        when:
        task.check(new GuestVolume(sample.guest(), 'vda'), sample.scope(), SourceRange.NONE, into)

        then:
        into.all()*.message().any { it.contains(why) }

        where:
        disk                                    || why
        "disk pool: 'p', from: image('tree')"   || "image 'tree' is no disk"
        "disk pool: 'p', from: guest('web')"    || "guest 'web' has no disk that 'web' can have a copy of"
    }
}
