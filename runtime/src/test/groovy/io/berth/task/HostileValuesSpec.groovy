package io.berth.task

import io.berth.api.Param
import io.berth.api.TaskType
import io.berth.fixture.OnHost
import io.berth.diag.SourceRange
import io.berth.model.Image
import io.berth.model.ImageName
import io.berth.model.Slot
import io.berth.transport.Box
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.lang.reflect.ParameterizedType
import java.lang.reflect.RecordComponent
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

/**
 * Every parameter of every task type gets every hostile value, is observed, applied and observed again, on a host with systemd
 * that is thrown away afterwards. Whatever error comes of it: none of them ever runs, there or here.
 */
class HostileValuesSpec extends Specification {

    /** Ordinary values, so that a task gets as far as it can with one that is hostile; where a type has none here, its parameters are empty. */
    static final Map<String, Map<String, Object>> ORDINARY = [
        authorizedKey: [user: 'games', keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKn7YqyUQCOnJRWn2VUrwVPPYPWJVmvAN0gPqGnxgFqk']],
        cachePrune   : [images: ['i']],
        copy         : [content: 'a\n', to: '/tmp/copied'],
        cron         : [name: 'c', command: 'true'],
        exec         : [argv: ['true']],
        fail         : [message: 'm'],
        fetch        : [src: '/etc/hostname', to: 'fetched'],
        file         : [path: '/tmp/filed', state: 'file'],
        get          : [url: 'file:///etc/hostname', to: '/tmp/got', checksum: 'sha256:' + '0' * 64],
        git          : [repository: '/tmp/repository', to: '/tmp/cloned'],
        imageAlias   : [image: 'i@stable', alias: 'a'],
        imageCapture : [image: 'i', from: '/etc/default'],
        imageDiff    : [image: 'i', with: 'stable'],
        imageExport  : [image: 'i', to: 'out.tar'],
        imageImport  : [image: 'i', from: '/etc/default', onHost: true],
        imageList    : [image: 'i'],
        imagePrune   : [image: 'i'],
        imageRefresh : [image: 'i'],
        imagePush    : [image: 'i', to: ['x']],
        imageVerify  : [image: 'i'],
        line         : [path: '/tmp/lined', line: 'a', create: true],
        lines        : [path: '/tmp/lined', text: 'a', create: true],
        mount        : [path: '/mnt/m', source: 'tmpfs', type: 'tmpfs'],
        packages     : [names: ['p']],
        pause        : [time: Duration.ZERO],
        reboot       : [within: Duration.ZERO],
        script       : [file: 'script'],
        service      : [name: 's', state: 'started'],
        shell        : [text: 'true'],
        slotExtract  : [slot: Sample.slot(), path: '/etc', to: 'extracted'],
        slotInsert   : [slot: Sample.slot(), from: '/etc/default', onHost: true],
        slotLock     : [slot: Sample.slot()],
        slotMount    : [slot: Sample.slot()],
        slotRelease  : [slot: Sample.slot()],
        slotStore    : [slot: Sample.slot(), image: 'i'],
        slotUnlock   : [slot: Sample.slot()],
        slotVerify   : [slot: Sample.slot()],
        sync         : [from: 'script', to: '/tmp/synced'],
        template     : [src: 'script', to: '/tmp/templated'],
        timer        : [name: 't', calendar: ['yearly'], command: ['/bin/true']],
        unarchive    : [src: '/tmp/archive.tar', to: '/tmp/unpacked', onHost: true],
        user         : [name: 'u'],
        userGroup    : [name: 'g'],
        waitSsh      : [within: Duration.ofSeconds(1)],
        wait         : [file: '/etc/passwd', text: 'no such text', within: Duration.ZERO],
    ]
    /** What is run because it is what the playbook says. */
    static final Set<String> CODE = ['shell.text'] as Set

    @Shared @TempDir Path dir
    @Shared Path canary
    @Shared Box box = Box.systemd()
    @Shared OnHost host

    def setupSpec() {
        canary = dir.resolve('canary')
        // a directory below, for what leads to the one above
        Path site = Files.createDirectory(dir.resolve('site'))
        Files.writeString(site.resolve('script'), 'exit 0\n')
        host = new OnHost(box, box.host(), file: site.resolve('site.groovy'),
                images: [i: new Image('i', 'host', '/tmp/store', '', 2, SourceRange.NONE)])
        // a host that cannot go down, nor fetch anything
        box.sh('mkdir -p "$1"; for p in reboot shutdown wall; do rm -f "/usr/sbin/$p" "/usr/bin/$p"; ln -s /bin/true "/usr/bin/$p"; done; ' +
                'systemctl mask --quiet reboot.target; rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*', dir)
    }

    def cleanupSpec() {
        box.close()
    }

    private List<String> hostile() {
        String run = "touch $canary"
        // whatever quotes it stands in, it ends them
        ["\$($run)`$run`;$run|$run&';$run;'\";$run;\"\\\";$run;\\".toString(),
         "x\n$run\n* * * * * root $run\nExecStart=/bin/sh -c '$run'\nroot2::0:0::/:/bin/sh\n".toString(),
         "-oAPT::Update::Pre-Invoke::=$run".toString(),
         "../%n %h \u00fc\u202e\ud83d\ude00\t\u0001 *?[x]{$run}".toString(),
         ("\$($run);" * ((1 << 20).intdiv(run.length() + 4) + 1)).toString()]
    }

    /** The ordinary values with a hostile one in place of each, by the name of the place. */
    private static Map<String, Object> places(Class<? extends Record> shape, Map<String, Object> ordinary, String text) {
        Map<String, Object> places = [:]
        for (RecordComponent part : shape.recordComponents) {
            inside(part, ordinary[part.name], text).each { place, value -> places[part.name + place] = ordinary + [(part.name): value] }
        }
        places
    }

    private static Map<String, Object> inside(RecordComponent part, Object ordinary, String text) {
        Class type = part.type
        if (type == String || type == Object || type == ImageName) {
            return ['': text]
        }
        if (type == Map) {
            return ['(name)': [(text): 'x'], '(value)': [x: text]]
        }
        if (type == Slot) {
            // a slot's scripts wait for its guest: RedeployScriptSpec has more of its names
            return text.startsWith('$') && text.length() < 4096 ? ['': Sample.slot(name: text)] : [:]
        }
        if (type == List) {
            Class of = (part.genericType as ParameterizedType).actualTypeArguments[0] as Class
            return of == String ? ['(first)': [text], '(next)': (ordinary ?: ['x']) + [text]]
                    : places(of, [:], text).collectEntries { place, values -> ['.' + place, [OnHost.record(of, values)]] }
        }
        type.record ? places(type, [:], text).collectEntries { place, values -> ['.' + place, values] } : [:]
    }

    def "no hostile value of #word is ever run"() {
        given:
        int tried = 0

        when:
        hostile().each { text ->
            places(type.parameters(), ORDINARY.getOrDefault(word, [:]), text).each { place, values ->
                if (!("$word.$place".toString() in CODE)) {
                    attempt(type, values)
                    tried++
                }
            }
        }

        then:
        tried > 0 || type.parameters().recordComponents.every { it.type.primitive || it.type in [Duration] || it.type.enum }
        !Files.exists(canary)
        box.sh('[ ! -e "$1" ] || echo run', canary) == ''
        box.sh('grep -rFxl -e "$1" /etc/passwd /etc/group /etc/shadow /etc/fstab /etc/cron.d /etc/systemd/system /var/spool/cron || true', "touch $canary") == ''
        box.sh('getent passwd root2 || true') == ''

        where:
        type << BuiltinTasks.all().findAll { it.parameters().recordComponents.every { part -> part.isAnnotationPresent(Param) } }
        word = type.word()
    }

    def "a hostile value that did run would be found"() {
        when:
        host.apply([text: hostile()[0]], new ShellTask())

        then:
        thrown(Exception)
        box.sh('ls "$1"', canary) == "$canary\n"

        cleanup:
        box.sh('rm "$1"', canary)
    }

    /** As a run does it, also where the check has said what is wrong: late values come without. */
    private void attempt(TaskType type, Map values) {
        Record parameters
        try {
            parameters = OnHost.parameters(type, values)
        } catch (IllegalArgumentException ignored) {
            return
        }
        try {
            host.diagnostics(values, type)
            host.perform(host.plan(type, parameters))
            host.plan(type, parameters)
        } catch (io.berth.api.TaskFailure | IOException | IllegalArgumentException ignored) {
            // Whatever it says: it must not have been run.
        }
    }
}
