package io.berth.task

import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.api.TaskFailure
import io.berth.model.Answer
import io.berth.model.Redeploy
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** What the playbook lays over a slot's tree at each redeploy. The script is the real one, only libvirt is played. */
class RedeployInsertSpec extends Specification {

    @TempDir
    File dir

    private static Overlays overlays(File... files) {
        Overlays.of(files*.path as List)
    }

    /** As a run sends it. */
    private static byte[] document(Overlays overlays, String identity = 'end\n') {
        def out = new ByteArrayOutputStream()
        overlays.packed().withCloseable {
            out.write((it.lines() + identity).bytes)
            it.to(out)
        }
        out.toByteArray()
    }

    private File files(String name, String script) {
        def files = new File(dir, name)
        LoopSlot.sh 'mkdir "$1"; cd "$1"; eval "$2"', files, script
        files
    }

    def "by #by a directory and an archive are laid over the tree, the later over the earlier, and the identity over both"() {
        given:
        def slot = new LoopSlot(dir)
        slot.release('aaaaaaaaaaaa')
        def base = files('base', 'mkdir -p etc/d; echo base >etc/motd; echo base >etc/d/f; echo mine >etc/hostname')
        def worker = files('worker', 'mkdir -p etc usr/bin; echo worker >etc/motd; echo other >usr/acl')
        LoopSlot.sh 'tar -C "$1" -czf "$1.tgz" .', worker
        def all = overlays(base, new File(dir, 'worker.tgz'))

        when:
        def run = slot.run(by: by, release: 'stable', identity: document(all))

        then:
        run.status() == 0
        slot.inside('cd "$1"; cat etc/motd etc/d/f usr/acl etc/hostname') == 'worker\nbase\nother\nw01.example.org\n'
        slot.differences() == (LoopSlot.IDENTITY + ['etc/d/', 'etc/d/f', 'etc/motd', 'usr/acl']).sort()
        slot.record().inserts == all.digest()
        slot.record().written.readLines().containsAll(['etc/hostname', 'etc/machine-id'])
        slot.held() == ''
        slot.left() == []
        !new File(dir, 'state/staging').list()

        and: 'it is known what of it is whose'
        def host = new LoopHost(slot, [base.path, "${dir}/worker.tgz".toString()])
        host.apply(new SlotVerifyTask())
        host.told.differences == []
        SlotState.parse([host.slot], answer(slot))[0].drift() == ''

        when:
        new File(base, 'etc/d/f').text = 'changed\n'

        then:
        SlotState.parse([host.slot], answer(slot))[0].drift() == 'not laid over it as it is now: base, worker.tgz'

        when:
        host.apply(new SlotVerifyTask())

        then:
        TaskFailure e = thrown()
        e.message.endsWith('in 1 place: /etc/d/f: content differs from what was laid over it')

        where:
        by << ['rsync', 'staged']
    }

    private static Answer answer(LoopSlot slot) {
        new Answer(0, '', "now 1\nslot w01\nrecord ${new ObjectMapper().writeValueAsString(slot.record() + [image: 'debian12'])}\n", '', Duration.ZERO)
    }

    def "what did not come whole, or leads out, ends the redeploy before the guest is shut down: #what"() {
        given:
        def slot = new LoopSlot(dir)
        def base = files('base', 'mkdir etc; echo base >etc/motd; head -c 100000 /dev/urandom >etc/big')
        LoopSlot.sh 'cd "$1"; echo evil >evil; mkdir deep; cd deep; tar -P -cf ../evil.tar ../evil', dir
        byte[] whole = document(overlays(base))
        byte[] sent = what == 'cut short' ? Arrays.copyOf(whole, whole.length - 60000)
                : ("inserts x\ninsert plain tar ${new File(dir, 'evil.tar').length()}\nend\n" + new File(dir, 'evil.tar').getText('ISO-8859-1')).getBytes('ISO-8859-1')

        when:
        def run = slot.run(identity: sent, start: 'yes')

        then:
        run.status() == status
        slot.domain() == 'running'
        !new File(dir, 'state/slots/w01.json').exists()
        slot.held() == ''
        !new File(dir, 'state/staging').list()

        where:
        what        || status
        'cut short' || 70
        'leads out' || 75
    }

    def "a link of the image that something would be laid through ends it, and the slot says that it is half"() {
        given:
        def slot = new LoopSlot(dir)
        def outside = new File(dir, 'outside')
        outside.mkdirs()
        LoopSlot.sh 'rm -r "$1/var"; ln -s "$2" "$1/var"', slot.golden, outside

        when:
        def run = slot.run(identity: document(overlays(files('base', 'mkdir var; echo x >var/x'))), start: 'yes')

        then:
        run.status() == 70
        run.said('failed') == '/var in the slot is a symbolic link: it is not followed'
        outside.list().length == 0
        slot.record().result == 'failed'
        slot.domain() == 'shut off'
    }

    def "a plan tells what is laid over it, and whether that has changed"() {
        given:
        def base = files('base', 'echo x >x')
        def redeploy = new Redeploy(Sample.slot(), 'debian12', Redeploy.Strategy.RSYNC, Duration.ZERO, Redeploy.OnTimeout.FAIL, 'w01', false, Duration.ZERO).with {
            new Redeploy(it.slot(), it.image(), it.by(), it.shutdownWithin(), it.onTimeout(), it.identity(), it.start(), it.sshWithin(), it.checks(), it.onFailure(), [base.path])
        }
        def image = new io.berth.model.Image('debian12', 'kvm1', '/i', '', 0, Sample.AT)

        expect:
        SeenSlot.parse("now 1\nslot {\"image\": \"debian12\", \"result\": \"deployed\", \"inserts\": \"$before\"}\n".replace('SAME', overlays(base).digest()))
                .summary(redeploy, image, '', true).contains("lays over it base$told")

        where:
        before | told
        'SAME' | ')'
        'old'  | ', which has changed'
        ''     | ', which is new'
    }
}
