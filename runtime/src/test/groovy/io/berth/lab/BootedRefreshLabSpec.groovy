package io.berth.lab

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Stepwise
import spock.lang.TempDir

/** An image of a store on kvm1 whose new releases are booted on a slot of kvm2 before anyone gets them. */
@Stepwise
class BootedRefreshLabSpec extends Specification {

    static final String STORE = '/srv/berth/boot-spec'

    @Shared @TempDir Path dir
    @Shared Berth berth
    @Shared Path playbook
    @Shared String good

    def setupSpec() {
        Lab.required()
        berth = new Berth(dir)
        clear()
        playbook = Files.writeString(dir.resolve('refresh.groovy'), """
            variables breaks: false
            pool('boot') { on 'kvm2'; dir '$STORE-pool' }
            network('boot') { on 'kvm2'; nat '192.168.177.0/24'; dhcp '192.168.177.100'..'192.168.177.200' }
            image('booted') {
                store 'kvm1'
                dir '$STORE'
                from '/srv/berth/images/mini', onHost: true
                steps {
                    copy content: "refreshed, breaks: \$breaks\\n", to: '/etc/motd'
                    if (breaks) {
                        run 'rm', '/usr/local/sbin/fastinit'
                    }
                }
                check { boot 'boot-scratch', within: 2.minutes }
            }
            template 'worker', '${Lab.ROOT}/templates/worker.xml.ftl'
            slot('boot-scratch') {
                on 'kvm2'
                disk pool: 'boot', size: 300.MiB, partition: 1, filesystem: 'ext4'
                memory 96.MiB; vcpus 1; nic network: 'boot'; template 'worker'; image 'booted'
            }
            play('refresh') { imageRefresh 'booted' }
            """.stripIndent())
    }

    def cleanupSpec() {
        clear()
    }

    private static void clear() {
        Lab.on('kvm2', '''virsh -q destroy boot-scratch; virsh -q undefine boot-scratch; virsh -q net-destroy boot; virsh -q net-undefine boot
            virsh -q pool-destroy boot; virsh -q pool-undefine boot; rm -rf "$1-pool" /var/lib/berth/slots/boot-scratch.*''', STORE)
        Lab.on('kvm1', 'rm -rf "$1"', STORE)
    }

    private static String alias(String name) {
        Lab.on('kvm1', 'basename "$(readlink "$1/booted/aliases/$2")"', STORE, name).out.trim()
    }

    private static String scratch(String key) {
        Lab.must('kvm2', 'sed -nE "s/.*\\"$1\\": \\"([^\\"]*)\\".*/\\1/p" /var/lib/berth/slots/boot-scratch.json', key)
    }

    def "a plan shows the three tasks: the release, its boot on the other host, and the alias"() {
        when:
        def plan = berth.must(0, 'plan', playbook.toString(), '-i', 'lab')

        then:
        plan.out.contains('booted to see whether it becomes ready, then off again')
        plan.out.indexOf('imageRefresh booted') < plan.out.indexOf('redeploy boot-scratch')
        plan.out.indexOf('redeploy boot-scratch') < plan.out.indexOf('imageAlias booted@stable')
    }

    def "a release that becomes ready is meant from then on, and its slot is off"() {
        when:
        berth.must(0, 'run', playbook.toString(), '-i', 'lab', '-l', 'kvm1,kvm2')
        good = alias('stable')

        then:
        good == alias('candidate')
        scratch('release') == good
        scratch('ready') == 'yes'
        Lab.must('kvm2', 'virsh domstate boot-scratch') == 'shut off'
    }

    def "one that does not become ready is not; a run of the store's host alone does not miss that; the slot is off"() {
        when:
        def ran = berth.run('run', playbook.toString(), '-i', 'lab', '-l', 'kvm1', '-e', 'breaks=true')

        then:
        ran.exit == 1
        ran.err.contains('went off again')
        alias('stable') == good
        alias('candidate') != good
        scratch('release') == alias('candidate')
        scratch('ready') == 'no'
        Lab.must('kvm2', 'virsh domstate boot-scratch') == 'shut off'
    }

    def "what failed is tried again by a resumed run, which does not build anew"() {
        when:
        def ran = berth.run('resume', 'last')

        then:
        ran.exit == 1
        ran.err.contains('went off again')
        Lab.must('kvm1', 'ls "$1/booted/releases" | wc -l', STORE) == '2'
        alias('stable') == good
    }
}
