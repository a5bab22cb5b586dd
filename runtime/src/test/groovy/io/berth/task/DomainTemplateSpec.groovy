package io.berth.task

import io.berth.diag.Diagnostics
import io.berth.model.Size
import io.berth.model.Template
import spock.lang.Specification

class DomainTemplateSpec extends Specification {

    static List<String> errors(String text, Map variables = [:]) {
        Diagnostics diagnostics = new Diagnostics()
        DomainTemplate.render(new Template('t', 't.xml.ftl', text, Sample.AT), [name: 'w01', memoryKib: 98304L, vars: [kernel: '/k']] + variables, diagnostics)
        diagnostics.all()*.render()
    }

    def "every undefined variable is told with its place and the nearest name"() {
        expect:
        errors('<domain>\n  <name>${nmae}</name>\n  <kernel>${vars.kernl}</kernel>\n<#list nics as nic>${nic}</#list></domain>') == [
                '''\
                t.xml.ftl:2:11: error: undefined variable 'nmae'
                    2 |   <name>${nmae}</name>
                      |           ^^^^
                      = did you mean 'name'?
                '''.stripIndent(),
                '''\
                t.xml.ftl:3:13: error: undefined variable 'vars.kernl'
                    3 |   <kernel>${vars.kernl}</kernel>
                      |             ^^^^^^^^^^
                      = did you mean 'kernel'?
                '''.stripIndent(),
                '''\
                t.xml.ftl:4:8: error: undefined variable 'nics'
                    4 | <#list nics as nic>${nic}</#list></domain>
                      |        ^^^^
                      = known here: memoryKib, name, vars
                '''.stripIndent()]
    }

    def "a loop's own variable is known within it"() {
        expect:
        errors('<domain><#list nics as nic>${nci.mac}</#list></domain>', [nics: [[mac: 'm']]])[0].readLines()[3].trim() == "= did you mean 'nic'?"
        errors('<domain><#list nics as nic>${nic.mca}</#list></domain>', [nics: [[mac: 'm']]])[0].readLines()[3].trim() == "= did you mean 'mac'?"
    }

    def "a fault of syntax has its place"() {
        expect:
        errors('<domain>\n<#if name>\n</domain>').size() == 1
        errors('<domain>\n<#iff name>\n</domain>')[0].startsWith('t.xml.ftl:2:2: error: Unknown directive: #iff\n')
    }

    def "what is not well-formed is quoted as rendered"() {
        expect:
        errors('<domain>\n<name>${name}</nam>\n</domain>') == ['''\
                t.xml.ftl as rendered for w01:2:12: error: not well-formed XML: The element type "name" must be terminated by the matching end-tag "</name>"
                    2 | <name>w01</nam>
                      |            ^
                '''.stripIndent()]
    }

    def "a template reaches no class, no file and no entity: #text"() {
        expect:
        errors("<domain><name>w01</name><x>$text</x></domain>").size() == 1

        where:
        text << ['${"freemarker.template.utility.Execute"?new()("id")}', '${name?api.class}', '${name.class.forName("x")}', '<#include "/etc/passwd">']
    }

    def "a DOCTYPE is refused"() {
        expect:
        errors('<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><domain><name>&e;</name></domain>')[0].contains('a DOCTYPE is not allowed')
    }

    def "a template must name the domain as its slot"() {
        expect:
        errors('<domain><name>x</name></domain>') == ["t.xml.ftl: error: the template names the domain 'x', not as its slot\n      = write <name>\${name}</name>\n"]
        errors('<network/>') == ['t.xml.ftl: error: the template gives a <network>, not a <domain>\n']
    }

    def "values are escaped, and numbers are plain"() {
        given:
        Diagnostics diagnostics = new Diagnostics()
        def domain = DomainTemplate.render(new Template('t', 't.xml.ftl', '<domain a="${evil}"><name>${name}</name><m>${memoryKib}</m><t>${evil}</t></domain>', Sample.AT),
                [name: 'w01', memoryKib: 12345678L, evil: '"/><x y=\'&\'>'], diagnostics).get().root()

        expect:
        domain.textAt('m') == '12345678'
        domain.textAt('t') == '"/><x y=\'&\'>'
        domain.attribute('a') == '"/><x y=\'&\'>'
        domain.children()*.name() == ['name', 'm', 't']
    }

    def "the worker template says what the slot, its host and the playbook say"() {
        given:
        Diagnostics diagnostics = new Diagnostics()
        def slot = Sample.slot(vars: [cmdline: 'quiet'], partition: 2)
        def scope = Sample.scope(template: Sample.worker(), hostVars: [domainType: 'qemu', cmdline: 'debug', kernel: '/boot/k'],
                variables: [kernel: '/other', init: '/init', spare: new Size(4096)])

        when:
        def domain = DomainTemplate.render(scope.playbook().template('worker'), DomainVariables.of(slot, scope, 'u'), diagnostics).get().root()

        then:
        diagnostics.all() == []
        domain.attribute('type') == 'qemu'
        domain.textAt('os', 'kernel') == '/boot/k'
        domain.textAt('os', 'cmdline') == 'console=ttyS0 root=/dev/vda2 quiet init=/init'
        domain.at('devices', 'disk', 'source').toList()*.attribute('file') == ['/srv/berth/pools/primary/w01.raw']
        domain.at('devices', 'interface', 'mac').toList()*.attribute('address') == ['52:54:00:0a:0b:01']
    }

    def "without variables it boots from its disk under KVM"() {
        given:
        def scope = Sample.scope(template: Sample.worker())
        def domain = DomainTemplate.render(scope.playbook().template('worker'), DomainVariables.of(Sample.slot(), scope, 'u'), new Diagnostics()).get().root()

        expect:
        domain.attribute('type') == 'kvm'
        domain.at('os', 'kernel').count() == 0
        domain.at('features', 'tcg').count() == 0
    }
}
