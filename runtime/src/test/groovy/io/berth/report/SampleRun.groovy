package io.berth.report

import io.berth.model.Diff
import io.berth.event.Event
import io.berth.event.Failure
import io.berth.event.Outcome
import java.time.Duration
import java.time.Instant

/**
 * A run of the shape that berth is for: a pool, a network, domains and redeploys of two slots a host, on three hosts
 * of which one fails a copy; a fourth host is down.
 */
class SampleRun {

    static final Instant T0 = Instant.parse('2026-11-21T10:15:03Z')
    static final List<String> PHASES = ['lock', 'shutdown', 'map', 'copy', 'identity', 'start', 'ready']

    private final List<Event> events = []
    private final List<Event.Node> nodes = []
    private final List<Event.Edge> edges = []
    private final int slotsPerHost
    private final List<String> hosts

    SampleRun(int hosts = 3, int slotsPerHost = 2) {
        this.hosts = (1..hosts).collect { "kvm$it".toString() }
        this.slotsPerHost = slotsPerHost
    }

    static Failure failure() {
        new Failure('redeploy w04', 'kvm2', 'rsync ended with status 11: no space is left on the slot',
                ['rsync', '-aHAXS', '--numeric-ids', '--delete', 'root@10.77.0.11:/srv/berth/golden/debian 12/', '/run/berth/mnt/w04/'], 11,
                ['rsync: [receiver] write failed on "/run/berth/mnt/w04/usr/lib/x.so": No space left on device (28)',
                 'rsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.5.0]'],
                'redeploy-slots.groovy:6:9', 'make the disk of w04 larger than the image (1.6 GiB), then: berth resume last')
    }

    static Event.Planned domain(String task, String host, String kind) {
        String before = kind == 'create' ? '' : xml('w', 524288)
        new Event.Planned(task, host, kind, kind == 'create' ? 'define' : 'memory 512 MiB -> 1 GiB, at next boot',
                kind == 'none' ? [] : [new Diff("domain ${task.tokenize(':@')[1]}".toString(), before, xml('w', 1048576))])
    }

    private static String xml(String name, int memory) {
        """\
        <domain type="kvm">
          <name>$name</name>
          <memory unit="KiB">$memory</memory>
          <vcpu>1</vcpu>
          <os>
            <type arch="x86_64">hvm</type>
          </os>
          <devices>
            <emulator>/usr/bin/qemu-system-x86_64</emulator>
          </devices>
        </domain>
        """.stripIndent()
    }

    List<Event> all() {
        begin()
        run()
        end()
        events
    }

    /** As a killed controller leaves it: some tasks ended, some only begun. */
    List<Event> died() {
        all()
        events.subList(0, (events.size() * 0.6) as int)
    }

    private void begin() {
        events << new Event.RunStarted(T0, '20261121-101503-k7f2', Event.Request.of('/srv/play/redeploy-slots.groovy', ['lab'], [image: 'debian12'], '', 10),
                'root', 'ctl', 4711, '0.1.0', '')
        hosts.each { host ->
            String pool = node('pool', 'primary', host)
            String net = node('network', 'lan', host)
            (1..slotsPerHost).each {
                String slot = String.format('w%02d', hosts.indexOf(host) * slotsPerHost + it)
                String domain = node('domain', slot, host)
                String redeploy = node('redeploy', slot, host)
                edges << new Event.Edge(pool, domain, "both use pool primary on $host".toString())
                edges << new Event.Edge(net, domain, "both use network lan on $host".toString())
                edges << new Event.Edge(domain, redeploy, "both use domain $slot on $host".toString())
            }
        }
        events << new Event.GraphMade(T0.plusMillis(40), nodes, edges)
        hosts.eachWithIndex { host, i -> events << new Event.HostConnected(T0.plusMillis(120 + 7 * i), host, Duration.ofMillis(80 + 7 * i)) }
        events << new Event.HostLost(T0.plusMillis(300), 'kvm9', 'connection refused: 10.77.0.19 port 22')
        events << new Event.PlanMade(T0.plusMillis(400), nodes.collect { n ->
            switch (n.word()) {
                case 'domain': return domain(n.task(), n.host(), n.name() == 'w01' ? 'update' : 'create')
                case 'redeploy': return new Event.Planned(n.task(), n.host(), 'act', 'redeploy from debian12 by rsync', [])
                default: return new Event.Planned(n.task(), n.host(), 'none', 'as the playbook says', [])
            }
        })
    }

    private String node(String word, String name, String host) {
        String id = "$word:$name@$host"
        nodes << new Event.Node(id, word, name, host, 'redeploy', "redeploy-slots.groovy:${nodes.size() % 9 + 1}:5", "d${nodes.size()}")
        id
    }

    private void run() {
        List<Event> later = []
        hosts.eachWithIndex { host, h ->
            long ms = 500 + h * 30
            nodes.findAll { it.host() == host && it.word() in ['pool', 'network'] }.each {
                ended(later, it, ms, 60, it.word() == 'network' && h == 1 ? Outcome.CHANGED : Outcome.UNCHANGED,
                        it.word() == 'network' && h == 1 ? 'started' : 'as the playbook says')
            }
            nodes.findAll { it.host() == host && it.word() == 'domain' }.eachWithIndex { n, i ->
                ended(later, n, ms + 80 + 20 * i, 240, Outcome.CHANGED, n.name() == 'w01' ? 'updated, at next boot' : 'defined')
            }
            nodes.findAll { it.host() == host && it.word() == 'redeploy' }.eachWithIndex { n, i -> redeploy(later, n, ms + 400 + i * 900, h) }
        }
        events.addAll(later.sort { it.at() })
    }

    private static void ended(List<Event> to, Event.Node n, long at, long took, Outcome outcome, String summary, List<Failure> failure = []) {
        to << new Event.TaskStarted(T0.plusMillis(at), n.task(), n.host(), 1)
        to << new Event.TaskEnded(T0.plusMillis(at + took), n.task(), n.host(), outcome, summary, Duration.ofMillis(took), failure)
    }

    private static void redeploy(List<Event> to, Event.Node n, long at, int h) {
        boolean bad = n.name() == 'w04'
        List<Integer> lengths = [100, 1500, 200, 9000 + h * 800, 300, 700, 5200 + h * 400]
        long time = at
        to << new Event.TaskStarted(T0.plusMillis(at), n.task(), n.host(), 1)
        PHASES.take(bad ? 4 : 7).eachWithIndex { phase, i ->
            to << new Event.TaskPhase(T0.plusMillis(time), n.task(), phase)
            if (phase == 'copy') {
                (0..20).each {
                    to << new Event.TaskProgress(T0.plusMillis(time + it * lengths[i].intdiv(20)), n.task(), it * 15_728_640L, 314_572_800L)
                    to << new Event.TaskOutput(T0.plusMillis(time + it * lengths[i].intdiv(20)), n.task(), "cd+++++++++ usr/share/doc/package-$it/".toString(), false)
                }
            }
            time += lengths[i]
        }
        if (bad) {
            failure().tail().each { line -> to << new Event.TaskOutput(T0.plusMillis(time), n.task(), line, true) }
        }
        to << new Event.TaskEnded(T0.plusMillis(time), n.task(), n.host(), bad ? Outcome.FAILED : Outcome.CHANGED,
                bad ? 'no space is left on the slot' : '300 MiB copied, ready', Duration.ofMillis(time - at), bad ? [failure()] : [])
    }

    private void end() {
        Map<Outcome, Integer> counts = [:]
        events.findAll { it instanceof Event.TaskEnded }.each { counts.merge(it.outcome(), 1, Integer::sum) }
        Instant last = events*.at().max()
        events << new Event.Notice(last, 'host kvm9 is in the inventory but was never asked')
        events << new Event.RunEnded(last.plusMillis(50), 1, counts, Duration.between(T0, last.plusMillis(50)))
    }
}
