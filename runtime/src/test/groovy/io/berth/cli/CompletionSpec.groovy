package io.berth.cli

import spock.lang.Specification

class CompletionSpec extends Specification {

    /** Knows two hosts, more with an inventory, a slot, and a run. */
    Completion completion = new Completion(new Completion.Known() {
        @Override
        List<String> hosts(List<String> inventories, Optional<String> playbook) { ['kvm1', 'kvm2'] + inventories + playbook.map { [it] }.orElse([]) }

        @Override
        List<String> slots(List<String> inventories, Optional<String> playbook) { ['w01'] }

        @Override
        List<String> guests() { ['web1', 'web10'] }

        @Override
        List<String> runs() { ['last', '2026-x'] }

        @Override
        List<String> tasks() { ['copy', 'cron'] }

        @Override
        List<String> schedules() { ['nightly'] }
    })

    def "behind '#typed' can stand #expected"() {
        expect:
        completion.candidates(Main.commandLine(), typed.split(' ', -1).toList()) == expected

        where:
        typed                            || expected
        're'                             || ['resume', 'report']
        'report '                        || ['last', '2026-x']
        'report l'                       || ['last']
        'doc c'                          || ['copy', 'cron']
        'run '                           || [':files']
        'run site.groovy -l '            || ['kvm1', 'kvm2', 'site.groovy']
        'run -i a -i b -l k'             || ['kvm1', 'kvm2']
        'exec -i=lab '                   || ['kvm1', 'kvm2', 'lab']
        'exec kvm1 -- -'                 || []
        'run -i '                        || ['lab', ':files']
        'run -o j'                       || ['json', 'junit']
        'completion '                    || ['bash', 'zsh', 'fish']
        'run --tag'                      || ['--tags']
        'host l'                         || ['list']
        'slot un'                        || ['unlock']
        'slot mount '                    || ['w01']
        'guest suspend '                 || ['web1', 'web10']
        'virsh w'                        || ['web1', 'web10']
        'virsh k'                        || ['kvm1', 'kvm2']
        'image pu'                       || ['push']
        'image push debian12 k'          || ['kvm1', 'kvm2']
        'schedule re'                    || ['remove']
        'schedule remove '               || ['nightly']
        'nothing '                       || []
    }

    def "#shell takes the script"() {
        given:
        def script = CompletionCommand.getResourceAsStream("completion.$shell").text

        expect:
        def check = new ProcessBuilder(shell, '-n', '/dev/stdin').redirectErrorStream(true).start()
        check.outputStream.withCloseable { it << script }
        check.inputStream.text == ''
        check.waitFor() == 0

        where:
        shell << ['bash', 'zsh', 'fish']
    }

    def "in bash a word is completed by asking berth"() {
        given:
        def script = CompletionCommand.getResourceAsStream('completion.bash').text + '''
            berth() { printf '%s|' "$@" >&3; printf 'kvm1\\nkvm2\\n'; }
            COMP_WORDS=(berth exec -i lab kv) COMP_CWORD=4
            _berth 3>&1
            printf ' %s' "${COMPREPLY[@]}"
            '''

        when:
        def bash = new ProcessBuilder('bash', '-c', script).start()
        bash.outputStream.close()

        then:
        bash.inputStream.text == '__complete|--|exec|-i|lab|kv| kvm1 kvm2'
    }
}
