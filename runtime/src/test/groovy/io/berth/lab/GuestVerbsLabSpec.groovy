package io.berth.lab

import com.fasterxml.jackson.databind.ObjectMapper
import io.berth.libvirt.Xml
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** The verbs on guests, and the examples of their tasks, at work on a host: on guests that only halt, and on one that boots. */
@Stepwise
class GuestVerbsLabSpec extends Specification {

    static final Path EXAMPLES = Lab.ROOT.resolve('docs/reference/examples/lab')
    static final List<String> IN_ORDER = ['Autostart', 'Suspend', 'Resume', 'SetMemory', 'Reset', 'Save', 'Restore', 'Stop', 'SetCpus', 'Define', 'Rename',
                                          'Undefine', 'Wait', 'Exec', 'SetHostname', 'Reboot', 'Shutdown'].collect { "guest$it".toString() }
    static final String SCREEN = "<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>"

    @Shared @TempDir Path dir
    @Shared Berth berth
    @Shared LabGuests demo
    @Shared LabGuests guests

    def setupSpec() {
        Lab.required()
        berth = new Berth(dir)
        demo = new LabGuests('kvm1', 'demo-')
        guests = new LabGuests('kvm1', 'verbs-')
        network('destroy')
        Lab.must('kvm1', '''printf %s "$1" | virsh -q net-define /dev/stdin && virsh -q net-start verbs-lan''', '''
            <network><name>verbs-lan</name><bridge name='verbs0' stp='off' delay='0'/><ip address='192.168.188.1' netmask='255.255.255.0'>
            <dhcp><range start='192.168.188.10' end='192.168.188.20'/><host mac='52:54:00:77:88:01' ip='192.168.188.10'/></dhcp></ip></network>''')
        demo.defineSystem('app', nic: 'network=verbs-lan', mac: '52:54:00:77:88:01').start('app')
        demo.define('web', memory: 16, max: 32).define('db').start('web', 'db')
        guests.define('web1', memory: 16, max: 32, more: SCREEN).define('web10', 'off').start('web1', 'web10')
    }

    def cleanupSpec() {
        [demo, guests]*.close()
        network('destroy')
    }

    private static void network(String verb) {
        Lab.on('kvm1', 'virsh -q net-$1 verbs-lan; virsh -q net-undefine verbs-lan', verb)
    }

    private Ran guest(String... words) { berth.run(*(['guest', *words, '-i', 'lab', '-l', 'kvm1'] as String[])) }

    private Ran must(String... words) { berth.must(0, *(['guest', *words, '-i', 'lab', '-l', 'kvm1'] as String[])) }

    private static Element(String guest) { Xml.parse(Lab.must('kvm1', 'virsh dumpxml --inactive "$1"', guest)) }

    def "the examples of all tasks on guests do what they say, on a guest that boots and on guests that heed nothing"() {
        given:
        def all = Files.writeString(dir.resolve('all.groovy'), IN_ORDER.collect { "include '${EXAMPLES.resolve(it)}.groovy'\n" }.join(''))

        when:
        def ran = berth.must(0, 'run', all.toString(), '-i', 'lab', '-l', 'kvm1', '-o', 'json')
        def outcomes = Berth.events(ran.out).findAll { it.has('outcome') }.collectEntries { [it.path('task').asText(), it.path('outcome').asText()] }

        then:
        IN_ORDER.every { word -> outcomes.any { task, outcome -> task.startsWith("$word:") && outcome == (word == 'guestWait' ? 'DONE' : 'CHANGED') } }
        demo.state('web') == 'shut off' && demo.state('db') == 'shut off' && demo.state('app') == 'running'
        demo.state('old') == ''
        ran.out.contains('it is at 192.168.188.10')
        Element('demo-db').textAt('vcpu') == '4'
        Element('demo-db').textAt('memory') == '65536'
        Lab.must('kvm1', 'virsh domhostname demo-app --source agent') == 'app'
    }

    def "list and info tell where guests are and what they have; a name that another begins with is not taken for it"() {
        when:
        def list = Berth.events(must('list', 'verbs-*', '--json').out).collectEntries { [it.path('guest').asText(), it] }

        then:
        list.keySet() == ['verbs-web1', 'verbs-web10', 'verbs-off'] as Set
        list['verbs-web1'].with { it.path('state').asText() == 'running' && it.path('maxMemoryKib').asInt() == 32768 && it.path('host').asText() == 'kvm1' }
        list['verbs-web1'].path('displays').path(0).path('address').asText() == '127.0.0.1'
        must('list', 'verbs-*', '--off', '--names').out.readLines() == ['verbs-off']
        must('info', 'verbs-web1').out =~ /(?m)^vda +disk raw ${guests.disk('web1')}$/

        when: 'the one is off, and its longer namesake runs'
        must('stop', 'verbs-web1', '-y')

        then:
        guests.state('web1') == 'shut off' && guests.state('web10') == 'running'
        must('stop', 'verbs-web1', '-y').err.contains('nothing to do')
        guests.state('web10') == 'running'
    }

    def "what loses something asks, and without a terminal is refused; what heeds no button fails after its deadline, or is powered off"() {
        expect:
        guest('stop', 'verbs-web10').exit == 4
        guest('shutdown', 'verbs-web10', '--within', '1').with { it.exit == 1 && it.err.contains('has not shut down within 1 s') }
        guest('reboot', 'verbs-web10', '--within', '1').with { it.exit == 1 && it.err.contains('has not rebooted within 1 s') }
        guests.state('web10') == 'running'

        when:
        must('shutdown', 'verbs-web*', '--within', '1', '--then-stop')

        then:
        guests.state('web10') == 'shut off'
    }

    def "a guest that was saved to a file goes on from it, once, and no other does"() {
        given:
        guests.start('web1')

        when:
        must('save', 'verbs-web1', '--to', guests.directory + '/{guest}.memory')

        then:
        guests.state('web1') == 'shut off'
        guest('restore', 'verbs-off', '--from', guests.directory + '/verbs-web1.memory').exit == 4

        when:
        must('restore', 'verbs-web1', '--from', guests.directory + '/verbs-web1.memory')

        then:
        guests.state('web1') == 'running'
        Lab.must('kvm1', 'ls "$1"/*.memory*', guests.directory).endsWith('/verbs-web1.memory.restored')
    }

    def "no definition makes one guest of two, nor two of one: stopped and running"() {
        given:
        def uuid = { Element(it).textAt('uuid') }
        def file = { String name, String id -> Files.writeString(dir.resolve("${name}.xml"), guests.xml(uuid: id, memory: 20, name)).toString() }
        def before = ['verbs-web1', 'verbs-off'].collectEntries { [it, uuid(it)] }

        expect: 'the UUID of another, the name of another, each of another'
        define(file('new', before['verbs-off'])).with { it.exit == 4 && it.err.contains('has the UUID of guest verbs-off') }
        define(file('off', '11111111-2222-4333-8444-555555555555')).with { it.exit == 4 && it.err.contains('the file says 11111111') }
        define(file('off', before['verbs-web1'])).with { it.exit == 4 && it.err.contains('has the UUID of guest verbs-web1') }
        define(file('web1', '11111111-2222-4333-8444-555555555555')).exit == 4

        when: 'the same, none, and another one, which is not taken'
        assert define(file('off', before['verbs-off'])).exit == 0
        assert define(file('web1', '')).exit == 0
        assert define(file('off', '11111111-2222-4333-8444-555555555555'), '--keep-uuid').exit == 0

        then:
        ['verbs-web1', 'verbs-off'].collectEntries { [it, uuid(it)] } == before
        Element('verbs-web1').textAt('memory') == '20480' && guests.state('web1') == 'running'
        guests.state('new') == ''
    }

    private Ran define(String file, String... more) { guest(*(['define', file, *more] as String[])) }

    def "edit checks, shows and keeps; dumpxml writes what define takes; rename and undefine lose nothing that was not named"() {
        given:
        def editor = { String name, String sed ->
            def script = Files.writeString(dir.resolve(name), "#!/bin/sh\nexec sed -i '$sed' \"\$1\"\n")
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString('rwx------')).toString()
        }

        when:
        def bad = guest('edit', 'verbs-off', '--editor', editor('bad', 's|<vcpu|<vcpux|; s|</vcpu>|</vcpux>|'))
        def kept = (bad.err =~ /your text is kept: (\S+?);/)[0][1] as String

        then:
        bad.exit == 1 && bad.err.contains("libvirt's schema does not allow")
        Files.readString(Path.of(kept)).contains('<vcpux')

        when:
        def good = must('edit', 'verbs-off', '--editor', editor('good', 's|<on_crash>.*<|<on_crash>restart<|'))
        must('rename', 'verbs-off', 'verbs-kept')
        must('dumpxml', 'verbs-kept', '--to', dir.resolve('xml').toString())
        guests.virsh('start', 'verbs-kept')
        def running = guest('undefine', 'verbs-kept', '-y')
        must('save', 'verbs-kept')
        def saved = guest('undefine', 'verbs-kept', '-y')
        must('undefine', 'verbs-kept', '-y', '--drop-saved')

        then:
        good.err.contains('+  <on_crash>restart</on_crash>') || good.out.contains('+  <on_crash>restart</on_crash>')
        running.exit == 4 && saved.exit == 4
        guests.state('kept') == ''
        Lab.must('kvm1', 'ls "$1"', guests.disk('off'))

        when:
        define(dir.resolve('xml/verbs-kept.xml').toString(), '--on', 'kvm1').with { assert it.exit == 0 : it.err }

        then:
        Element('verbs-kept').textAt('on_crash') == 'restart'
        must('dumpxml', 'verbs-kept').out == Files.readString(dir.resolve('xml/verbs-kept.xml'))
    }

    def "a guest that boots is logged in to through its host, runs programs by its agent, and goes down when it is asked"() {
        expect:
        must('wait', 'demo-app', '--for', 'ssh', '--within', '60').exit == 0
        berth.must(0, 'guest', 'login', 'demo-app', '-i', 'lab', '-l', 'kvm1', '-u', 'root', '-O', 'StrictHostKeyChecking=no', '-O', "UserKnownHostsFile=${dir.resolve('known')}".toString(), '-O',
                "IdentityFile=${artifacts()}/keys/id".toString(), '--', 'cat /proc/sys/kernel/hostname').out.trim() == 'app'
        exec('/bin/sh', '-c', 'echo "said $1"; echo told >&2; exit 3', 'sh', 'a  b').with { it.exit == 1 && it.out == 'said a  b\n' && it.err.contains('told') && it.err.contains('status 3') }
        exec('/no/such').with { it.exit == 1 && it.err.contains('cannot run /no/such') }

        when:
        must('shutdown', 'demo-app', '--within', '60')

        then:
        demo.state('app') == 'shut off'
    }

    private Ran exec(String... command) { berth.run(*(['guest', 'exec', 'demo-app', '-i', 'lab', '-l', 'kvm1', '--', *command] as String[])) }

    def "virsh is passed through to a host or to a guest's; the screen of a guest is behind a tunnel"() {
        given:
        def viewer = Files.writeString(dir.resolve('viewer'), '#!/bin/bash\nexec 3<>"/dev/tcp/${1%%::*}/${1##*::}" && head -c 12 <&3\n')
        Files.setPosixFilePermissions(viewer, PosixFilePermissions.fromString('rwx------'))

        expect:
        berth.must(0, 'virsh', 'verbs-web1', '-i', 'lab', '--', 'domblklist', '--details').out.contains(guests.disk('web1'))
        berth.must(0, 'virsh', 'kvm1', '-i', 'lab', '--', 'list', '--name').out.readLines().contains('verbs-web1')
        berth.run('virsh', 'verbs-web1', '-i', 'lab', '--', 'no-such-verb').exit == 1
        must('vnc', 'verbs-web1', '--viewer', viewer.toString()).out.startsWith('RFB 003.')
    }

    def "all guests of a host go down, and an empty host is switched off: in a lab of its own, where nobody else has guests"() {
        given:
        def own = [BERTH_LAB: dir.resolve('lab').toString(), BERTH_LAB_ARTIFACTS: artifacts(), XDG_STATE_HOME: dir.toString()]
        def run = { String... words -> Ran.of(own, ['berth', *words, '-i', 'lab']) }
        def sh = { String script, String... values -> Lab.on(own, 'kvm1', script, values).with { assert it.exit == 0 : it.err; it.out.trim() } }
        assert Ran.of(own, ['lab/lab', 'up', '1']).exit == 0
        ['a', 'b'].each { sh(LabGuests.BOOT_SECTOR + 'printf %s "$2" | virsh -q define /dev/stdin && virsh -q start "$3"', guests.disk(it), guests.xml(it), guests.full(it)) }
        sh(LabGuests.BOOT_SECTOR + 'qemu-system-x86_64 -name raw -m 16 -display none -nodefaults -drive "file=$1,format=raw,if=virtio" -pidfile /run/raw.pid -daemonize', guests.disk('raw'))
        sh('''printf '#!/bin/sh\\necho "$@" >/srv/berth/asked\\npkill -x sshd\\n' >/usr/local/bin/systemctl; chmod +x /usr/local/bin/systemctl''')

        expect:
        run('host', 'poweroff', 'kvm1', '-y').with { it.exit == 4 && it.err.contains('guests run there: verbs-a, verbs-b, raw') }
        run('host', 'shutdown-guests', 'kvm1', '--delay', '1', '-C').with { it.exit == 0 && it.out.contains('one after another: verbs-a, verbs-b; without libvirt there run: raw') }
        run('run', EXAMPLES.resolve('guestsShutdown.groovy').toString()).exit == 0
        sh('virsh -q list --name') == ''
        run('host', 'poweroff', 'kvm1', '-y').with { it.exit == 4 && it.err.contains('guests run there: raw') }

        when:
        sh('kill "$(cat /run/raw.pid)"; while kill -0 "$(cat /run/raw.pid)" 2>/dev/null; do sleep 0.05; done')
        def off = run('run', EXAMPLES.resolve('hostPoweroff.groovy').toString())

        then:
        off.exit == 0
        Files.readString(dir.resolve('lab/run/hosts/kvm1/disk/srv/asked')) == 'poweroff\n'

        cleanup:
        Ran.of(own, ['lab/lab', 'down'])
    }

    private static String artifacts() { System.getenv('BERTH_LAB_ARTIFACTS') ?: Lab.state().resolve('artifacts').toString() }
}
