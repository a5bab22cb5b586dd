package io.berth.cli

import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

/** The playbooks that need no hypervisor are run for real, on this machine, in a directory of their own: and again, when nothing is left to do. */
class PlaybooksSpec extends Specification {

    static final Path PLAYBOOKS = Path.of('../playbooks').toAbsolutePath().normalize()

    @TempDir
    Path dir

    def "tasks of the user's own do what they say, and nothing when it is done"() {
        given:
        Path root = Files.createDirectories(dir.resolve('root'))
        Files.writeString(root.resolve('example.conf'), '# by hand\nPort = 2222\n')

        when:
        def first = run('own-task.groovy', root)

        then:
        first.exit == 0
        Files.readString(root.resolve('motd')) == 'Looked after by berth.\n'
        Files.readString(root.resolve('example.conf')) == '# by hand\nPort = 22\nPermitRootLogin = no\n'

        when:
        def second = berth('plan', 'own-task.groovy', root, '--detailed-exitcode')

        then: 'and what was compiled is kept'
        second.exit == 0
        Files.list(dir.resolve('cache/berth/tasks')).withCloseable { it.count() } == 2
    }

    def "a role and included files of tasks"() {
        given:
        Path root = dir.resolve('root')

        when:
        def first = run('reuse.groovy', root)

        then:
        first.exit == 0
        names(root) == ['443', '80', 'changed', 'everybody', 'world']
        Files.readString(root.resolve('world')) == 'hello world\n'

        when: 'nothing changes, so the handler does not run'
        Files.delete(root.resolve('changed'))
        def second = run('reuse.groovy', root)

        then:
        second.exit == 0
        names(root) == ['443', '80', 'everybody', 'world']
    }

    def "every playbook is run by a spec"() {
        expect:
        names(PLAYBOOKS).findAll { it.endsWith('.groovy') } - ['own-task.groovy', 'reuse.groovy'] - RUN_ELSEWHERE == []
    }

    /** By RedeploySlotsLabSpec and GuestsLabSpec, or included there, by SameSiteSpec and ImageExamplesSpec. */
    static final List<String> RUN_ELSEWHERE = ['guests.groovy', 'redeploy-slots.groovy', 'refresh-images.groovy', 'site.groovy', 'site-services.groovy', 'systemd-slot.groovy']

    private static List<String> names(Path directory) {
        Files.list(directory).withCloseable { it.collect { file -> file.fileName.toString() }.sort() }
    }

    private Started run(String playbook, Path root) {
        berth('run', playbook, root)
    }

    private Started berth(String command, String playbook, Path root, String... more) {
        Path inventory = Files.writeString(dir.resolve('hosts.groovy'), "hosts { host 'here', connection: local }\n")
        def ran = Started.berth(dir, env: [XDG_CACHE_HOME: dir.resolve('cache').toString()], command, PLAYBOOKS.resolve(playbook).toString(),
                '-i', inventory.toString(), '-e', "root=$root".toString(), *more)
        println ran.err
        ran
    }
}
