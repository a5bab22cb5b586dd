package io.berth.script

import io.berth.diag.PlaybookException
import io.berth.model.Host
import io.berth.model.Known
import io.berth.model.Late
import io.berth.model.Play
import io.berth.model.Playbook
import io.berth.model.Result
import io.berth.model.TaskSpec

import java.nio.file.Files
import java.nio.file.Path

/** Small playbooks for specs: one play on three hosts, and what a run would know of it. */
class Loaded {

    static final String HOSTS = """\
        hosts {
            host 'kvm1', address: '10.0.0.1', vars: [rack: 'r1']
            host 'kvm2', vars: [rack: 'r2']
            host 'kvm3'
            group 'web', 'kvm[1-2]'
        }
        """.stripIndent()

    final Playbook playbook

    Loaded(Path dir, String text, Map<String, Object> variables = [:]) {
        Path file = Files.writeString(dir.resolve('site.groovy'), HOSTS + text)
        playbook = new PlaybookLoader(Vocabulary.all()).load([], file, variables)
    }

    /** What is said to be wrong with it, without the lines of the playbook. */
    static List<String> wrong(Path dir, String text) {
        try {
            new Loaded(dir, text)
            return []
        } catch (PlaybookException e) {
            return e.diagnostics().collect { "${it.at().line() - HOSTS.readLines().size()}:${it.at().column()} ${it.message()}" as String }
        }
    }

    Play getPlay() {
        playbook.plays()[0]
    }

    List<TaskSpec> getTasks() {
        play.tasks()
    }

    Known known(String host, Map<String, Object> facts = [:], Map<Integer, Result> results = [:]) {
        Host there = playbook.host(host)
        [host: { there }, facts: { facts }, result: { int task, String where -> Optional.ofNullable(where == host ? results[task] : null) }] as Known
    }

    static Result result(Map<String, Object> parts = [:]) {
        new Result(parts.changed ?: false, parts.failed ?: false, parts.skipped ?: false, parts.status ?: 0, parts.out ?: '', parts.err ?: '', parts.data ?: [:])
    }

    /** What the code says is wrong in the middle of a run. */
    static String wrongInRun(Late late, Known known) {
        try {
            late.value(known)
        } catch (PlaybookException e) {
            return e.diagnostics().collect { it.message() }.join('; ')
        }
        return 'nothing'
    }
}
