package io.berth.lab

import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** The main job, as the README gives it: six slots on three hosts. */
@Stepwise
class RedeploySlotsLabSpec extends Specification {

    static final List<SlotOnLab> SLOTS = (1..6).collect {
        new SlotOnLab("w0$it", "kvm${(it + 1).intdiv(2)}", 'primary', '/srv/berth/images/debian12')
    }
    static final String PLAYBOOK = 'playbooks/redeploy-slots.groovy'
    static final IDENTITY = ['etc/hostname', 'etc/hosts', 'etc/machine-id', 'etc/ssh/ssh_host_ecdsa_key', 'etc/ssh/ssh_host_ecdsa_key.pub',
                             'etc/ssh/ssh_host_ed25519_key', 'etc/ssh/ssh_host_ed25519_key.pub'] as Set

    @Shared @TempDir Path state
    @Shared Berth berth
    @Shared Map<String, List<String>> identities

    def setupSpec() {
        Lab.required()
        berth = new Berth(state)
    }

    def "six slots are redeployed and answer ssh under their own names, with ids and keys of their own"() {
        when: 'by the launcher, as a user does it: it brings the run into the lab'
        def ran = Ran.of(['XDG_STATE_HOME': state.toString()], ['berth', 'run', PLAYBOOK, '-i', 'lab'])
        identities = SLOTS.collectEntries { [it.name, it.says()] }

        then:
        ran.exit == 0
        ran.err.contains('report: file://')
        identities.every { name, says -> says[0] == name && says[1] ==~ /[0-9a-f]{32}/ }
        identities.values()*.get(1).toSet().size() == 6
        identities.values()*.get(2).toSet().size() == 6
        SLOTS.every { it.leftovers() == '' }
    }

    def "what is declared is unchanged the second time, each redeploy gives a new identity, and one slot was dirtied"() {
        given: 'what rsync made of it is looked at further below, when it was booted'
        soil(SLOTS[2])

        when:
        def ran = berth.must(0, 'run', PLAYBOOK, '-i', 'lab', '-l', 'kvm2', '-o', 'json')
        def ended = Berth.events(ran.out).findAll { it.path('type').asText().endsWith('TaskEnded') || it.has('outcome') }

        then:
        ended.findAll { !it.path('task').asText().startsWith('redeploy') }.every { it.path('outcome').asText() == 'UNCHANGED' }
        SLOTS.findAll { it.host == 'kvm2' }.every {
            def says = it.says()
            says[0] == it.name && says[1] != identities[it.name][1] && says[2] != identities[it.name][2]
        }
    }

    def "what is on slots, and what was done to them, can be asked for"() {
        given:
        SLOTS[5].shutDown()

        when:
        def free = berth.must(0, 'slot', 'list', '--site', 'playbooks/site.groovy', '-i', 'lab', '--free', '--names')
        def all = Berth.events(berth.must(0, 'slot', 'list', 'w*', '--site', 'playbooks/site.groovy', '-i', 'lab', '--json').out)
        def history = berth.must(0, 'slot', 'history', 'w03,w06', '--site', 'playbooks/site.groovy', '-i', 'lab')

        then:
        free.out.readLines() == ['w06']
        all*.path('use')*.asText() == ['used'] * 5 + ['free']
        all.every { it.path('drift').asText() == '' && it.path('deployed').path('image').asText() == 'debian12' }

        and: 'here w03 was redeployed twice and w06 once; what other specs did on the same lab is told before'
        def told = history.out.readLines().drop(1).collect { it.split(/  +/).toList() }.groupBy { it[0] }
        told.keySet() as List == ['w03', 'w06']
        told.w03.size() >= 2
        (told.w03.takeRight(2) + [told.w06.last()]).every { it[4] == 'deployed' }
        told.w03*.get(1) == told.w03*.get(1).sort()
    }

    def "a plan, a graph and a check write nothing on any host"() {
        given:
        def before = Lab.HOSTS.collect { fingerprint(it) }

        when:
        def plan = berth.must(0, 'plan', PLAYBOOK, '-i', 'lab')
        berth.must(0, 'plan', PLAYBOOK, '-i', 'lab', '-o', 'json', '-v')
        berth.must(0, 'graph', PLAYBOOK, '-i', 'lab')
        berth.must(0, 'check', PLAYBOOK, '-i', 'lab')
        berth.must(5, 'plan', PLAYBOOK, '-i', 'lab', '--detailed-exitcode')

        then:
        plan.out.contains('6 to act on')
        before == Lab.HOSTS.collect { fingerprint(it) }
    }

    def "a slot's tree is the golden one but for its identity, even after it was booted: one that was #before"() {
        given:
        slot.shutDown()

        expect:
        listed(slot.differences()) == IDENTITY

        where:
        before                     | slot
        'empty'                    | SLOTS[0]
        'dirtied, and is by rsync' | SLOTS[2]
    }

    def "a dirtied slot is equal again, by tar"() {
        given:
        def slot = SLOTS[4]
        soil(slot)

        when:
        berth.must(0, 'run', Berth.playbook('by-tar.groovy'), '-i', 'lab', '-l', slot.host)

        then:
        listed(slot.differences()) == IDENTITY
    }

    def "a slot boots the whole of systemd"() {
        when:
        berth.must(0, 'run', 'playbooks/systemd-slot.groovy', '-i', 'lab', '-l', 'kvm3')
        def slot = new SlotOnLab('s01', 'kvm3', 'primary', '/srv/berth/images/debian12')

        then:
        slot.says()[0] == 's01'

        cleanup: 'it would slow down the specs to come'
        Lab.must('kvm3', 'virsh destroy s01')
    }

    def "runs are listed and their reports rendered again"() {
        when:
        def runs = berth.must(0, 'runs').out.readLines()
        def report = berth.must(0, 'report', 'last').out.trim()

        then:
        runs.size() >= 4
        runs.every { it.contains('0: all is as the playbook says') }
        new File(new URI(report)).text.contains('systemd-slot.groovy')
    }

    /** Shuts it down and changes in its tree what a copy has to notice. */
    private static void soil(SlotOnLab slot) {
        slot.shutDown()
        slot.inside('rw', '''
            rm -r $mnt/usr/share/perl5 $mnt/etc/passwd
            echo changed >>$mnt/etc/profile
            mkdir $mnt/srv/added
            for i in $(seq 500); do echo $i >$mnt/srv/added/$i; done
            ln $mnt/srv/added/1 $mnt/srv/added/hard
            cp $mnt/bin/true $mnt/srv/added/setuid; chmod 4755 $mnt/srv/added/setuid
            setfacl -m u:nobody:r $mnt/etc/group
            setcap cap_net_raw+ep $mnt/srv/added/setuid
            setfattr -n user.dirt -v yes $mnt/etc/issue
            ''')
        assert slot.differences().size() > 500
    }

    /** The paths that rsync lists. */
    private static Set<String> listed(List<String> lines) {
        lines.collect { it.startsWith('*deleting') ? it.substring(9).trim() : it.substring(12) } as Set
    }

    /** Everything that berth, libvirt or a user could have changed: names, times, modes, definitions, devices. */
    private static String fingerprint(String host) {
        Lab.must(host, '''
            find /etc /srv/berth/pools /var/lib/berth /var/lib/libvirt /run/berth /root /tmp -xdev -printf '%p %y %m %s %T@ %C@ %l\\n' 2>/dev/null |
                grep -v -e '^/srv/berth/pools/primary/w0' -e /run/berth/sh- -e dnsmasq -e '\\.status ' | sort
            for domain in $(virsh list --all --name); do virsh dumpxml "$domain"; virsh domstate "$domain"; done
            virsh pool-list --all; virsh net-list --all
            losetup --list --noheadings --output BACK-INO,BACK-FILE | while read -r inode file; do # all hosts see all of this kernel's
                [ "$(stat -c %i -- "$file" 2>/dev/null)" != "$inode" ] || echo "$file"
            done | sort
            ''')
    }
}
