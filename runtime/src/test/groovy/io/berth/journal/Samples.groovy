package io.berth.journal

import io.berth.model.Diff
import io.berth.event.Event
import io.berth.event.Failure
import io.berth.event.Outcome
import java.time.Duration
import java.time.Instant

/** One event of each kind, with characters in it that are hard on an encoding. */
class Samples {

    static final Instant T0 = Instant.parse('2026-11-21T10:15:03.250Z')
    static final String HARD = 'quote " back\\slash, line\nbreak, tab\t, umlaut ü, kanji 漢, emoji 🚢, nul \u0000, U+2028 \u2028'

    static Event.RunStarted started(Map<String, Object> change = [:]) {
        Map<String, Object> all = [at: T0, run: '20261121-101503-k7f2', user: 'root', controller: 'ctl', pid: 4711L, resumes: ''] + change
        new Event.RunStarted(all.at as Instant, all.run as String,
                Event.Request.of('/srv/redeploy-slots.groovy', ['lab'], [image: 'debian12', count: 3, deep: [a: [1, true]]], 'kvm[1-3]', 10),
                all.user as String, all.controller as String, all.pid as long, '0.1.0', all.resumes as String)
    }

    static Event.TaskStarted taskStarted(String task, int seconds = 1) {
        new Event.TaskStarted(T0.plusSeconds(seconds), task, task.substring(task.lastIndexOf('@') + 1), 1)
    }

    static Event.TaskEnded taskEnded(String task, Outcome outcome, int seconds = 2) {
        new Event.TaskEnded(T0.plusSeconds(seconds), task, task.substring(task.lastIndexOf('@') + 1), outcome, 'summary', Duration.ofSeconds(1), [])
    }

    static Event.GraphMade graph(Map<String, String> digests) {
        new Event.GraphMade(T0, digests.collect { id, digest ->
            new Event.Node(id, id.tokenize(':')[0], id.tokenize(':@')[1], id.tokenize('@')[1], 'redeploy', 'p.groovy:1:1', digest)
        }, [])
    }

    static Event.RunEnded runEnded(int exit, int seconds) {
        new Event.RunEnded(T0.plusSeconds(seconds), exit, [(Outcome.CHANGED): 2, (Outcome.FAILED): 1], Duration.ofSeconds(seconds))
    }

    static List<Event> ofEachKind() {
        [started(resumes: '20261120-000000-bbbb'),
         new Event.GraphMade(T0, [new Event.Node('exec:a@kvm1', 'exec', 'a', 'kvm1', 'play', 'p.groovy:3:5', 'd1')],
                 [new Event.Edge('exec:a@kvm1', 'exec:b@kvm1', HARD)]),
         new Event.HostConnected(T0, 'kvm1', Duration.ofMillis(79)),
         new Event.HostLost(T0, 'kvm2', HARD),
         new Event.PlanMade(T0, [new Event.Planned('exec:a@kvm1', 'kvm1', 'update', HARD, [new Diff('domain a', '', HARD)])]),
         taskStarted('exec:a@kvm1'),
         new Event.TaskPhase(T0, 'exec:a@kvm1', 'copy'),
         new Event.TaskOutput(T0, 'exec:a@kvm1', HARD, true),
         new Event.TaskProgress(T0, 'exec:a@kvm1', 1L << 40, 0),
         new Event.TaskEnded(T0, 'exec:a@kvm1', 'kvm1', Outcome.FAILED, HARD, Duration.ofNanos(1_500_000_001), [
                 new Failure('exec a', 'kvm1', HARD, ['sh', '-c', HARD], 3, [HARD], 'p.groovy:3:5', 'look')]),
         new Event.Notice(T0, HARD),
         new Event.Interrupted(T0, true, ['exec:a@kvm1']),
         runEnded(130, 90)]
    }
}
