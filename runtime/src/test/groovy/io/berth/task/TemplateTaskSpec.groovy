package io.berth.task

import io.berth.api.Change
import io.berth.api.CommandFailure
import io.berth.api.TaskFailure
import io.berth.fixture.OnHost
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

class TemplateTaskSpec extends Specification {

    @TempDir Path dir
    @AutoCleanup OnHost host
    def template = new TemplateTask()

    OnHost on(Map options = [:]) {
        host = new OnHost([file: dir.resolve('site.groovy'), variables: [port: 80, name: 'book'], vars: [name: 'host'], groups: [web: ['host', 'other']]] + options)
    }

    Path ftl(String text) { Files.writeString(dir.resolve('x.conf.ftl'), text) }

    def "variables, host and groups are rendered, and a change is shown"() {
        given:
        on(given: [port: 8080])
        ftl('port ${port}\nname ${name} on ${host.name}\n<#list groups.web as one>${one} </#list>\n${vars["name"]} <b> ${1 < 2}\n')

        when:
        def made = host.apply(template, src: 'x.conf.ftl', to: "$dir/", mode: '0640')

        then:
        made.kind() == Change.Kind.CREATE
        Files.readString(dir.resolve('x.conf')) == 'port 8080\nname host on host\nhost other \nhost <b> true\n'

        when:
        ftl('port ${port?c}\n')
        def changed = host.apply(template, src: 'x.conf.ftl', to: "$dir/x.conf")

        then:
        changed.kind() == Change.Kind.UPDATE
        changed.diffs()*.after() == ['port 8080\n']
    }

    def "what is wrong is told with its place before any host is asked"() {
        given:
        on()
        ftl(text)

        expect:
        host.check(template, [src: 'x.conf.ftl', to: '/x']) == messages

        where:
        text                                                           | messages
        'a ${prot}\nb ${host.nam}\n'                                   | ["undefined variable 'prot'", "undefined variable 'host.nam'"]
        '<#if x>'                                                      | ['Unexpected end of file reached. You have an unclosed #if. Check if the FreeMarker end-tags are present, and aren\'t malformed. (Note that FreeMarker end-tags must have # or @ after the / character.)']
        '${"freemarker.template.utility.Execute"?new()("touch pwned")}' | ['Instantiating freemarker.template.utility.Execute is not allowed in the template for security reasons']
        '${name.class}'                                                | ['For "." left-hand operand: Expected a hash, but this has evaluated to a string (wrapper: f.t.SimpleScalar)']
        '<#include "/etc/hostname">'                                   | ["Template inclusion failed (for parameter value \"/etc/hostname\")"]
    }

    def "facts are asked for only by a template that names them, and what is wrong for want of them is told later"() {
        given:
        on()
        ftl('${nothing} ${facts.memory} <#assign m = facts.memory>${m.free}${other}')
        def record = OnHost.parameters(template, [src: 'x.conf.ftl', to: '/x'])

        expect:
        template.wantsFacts(record, host.scope)
        host.check(template, [src: 'x.conf.ftl', to: '/x']) == ["undefined variable 'nothing'"]

        when:
        ftl('artefacts and ${name}')

        then:
        !template.wantsFacts(record, host.scope)

        when:
        on(facts: [memory: 5])
        ftl('${facts.memory} of ${facts.disk}')
        host.plan(template, src: 'x.conf.ftl', to: '/x')

        then:
        TaskFailure e = thrown()
        e.message == "$dir/x.conf.ftl:1:22: undefined variable 'facts.disk' (known here: memory)"

        when:
        ftl('${facts.memory}')
        host.apply(template, src: 'x.conf.ftl', to: "$dir/x")

        then:
        Files.readString(dir.resolve('x')) == '5'
    }

    def "a text that is not accepted does not take the file's place"() {
        given:
        on()
        ftl('${port}\n')
        Files.writeString(dir.resolve('x'), 'old')

        when:
        host.apply(template, src: 'x.conf.ftl', to: "$dir/x", validate: ['grep -q 81'])

        then:
        thrown(CommandFailure)
        Files.readString(dir.resolve('x')) == 'old'
    }

    def "values are texts and nothing else: #value"() {
        given:
        on(given: [name: value])
        ftl('${name}')

        expect:
        host.apply(template, src: 'x.conf.ftl', to: "$dir/x").kind() == Change.Kind.CREATE
        Files.readString(dir.resolve('x')) == value

        where:
        value << ['$(touch pwned)', "'; touch pwned; '", '${port} <#stop>', '\\x41%s\n\n', 'é' * 500_000]
    }
}
