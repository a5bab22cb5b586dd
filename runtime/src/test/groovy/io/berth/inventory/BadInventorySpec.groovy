package io.berth.inventory

import io.berth.diag.Diagnostics
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

/** What is wrong with an inventory is said all at once, with its place. */
class BadInventorySpec extends Specification {

    @TempDir Path dir
    Diagnostics diagnostics = new Diagnostics()

    def "in an INI inventory"() {
        expect:
        said('hosts.ini', '''\
            web[3:1]
            a b=1 c
            b "open
            c:99999
            host:
            [web
            [we b]
            [web:childern]
            x
            [web]
            w1 =x
            [top:children]
            wbe
            [webb:vars]
            x=1
            [web:vars]
            novalue
            us@er
            [web]
            us@er
            [all:children]
            top
            [top:children]
            top
            ''') == '''\
            hosts.ini:1:1: '[3:1]' runs backwards
            hosts.ini:2:7: after the host variables are expected, name=value, not 'c' (one host a line; a value with blanks wants quotes)
            hosts.ini:3:1: a quote (") is left open
            hosts.ini:4:1: a port is between 1 and 65535
            hosts.ini:5:1: 'host:' ends in ':': a port is missing, or this is YAML
            hosts.ini:6:1: '[web' cannot be the name of a host: letters, digits, '.', '_' and '-', or an IPv6 address
            hosts.ini:7:1: '[we b]' is not a section ([group], [group:children] or [group:vars], without blanks)
            hosts.ini:8:1: a section cannot be of the kind 'childern' (did you mean 'children'?)
            hosts.ini:11:4: after the host variables are expected, name=value, not '=x' (one host a line; a value with blanks wants quotes)
            hosts.ini:13:1: [top:children] names 'wbe', which is no group (did you mean 'web'?)
            hosts.ini:14:1: the section gives variables to 'webb', which is no group (did you mean 'web'?)
            hosts.ini:17:1: a variable of 'web' is expected, name=value, not 'novalue'
            hosts.ini:18:1: a variable of 'web' is expected, name=value, not 'us@er'
            hosts.ini:20:1: 'us@er' cannot be the name of a host: letters, digits, '.', '_' and '-', or an IPv6 address
            hosts.ini:24:1: group 'top' contains 'top' already, and cannot stand in it
            '''.stripIndent()
    }

    def "in a YAML inventory"() {
        expect:
        said('hosts.yml', '''\
            all:
              host:
                a:
              hosts:
                - b
              vars:
                x: !thing 1
                ok: 1
              children:
                web:
                  hosts:
                    c: 5
                    d:
                      secret: !vault |
                        $ANSIBLE_VAULT;1.1;AES256
                        3030
                    "web[1:":
                db: nothing
                web:
                  hosts:
            ''') == '''\
            hosts.yml:2:3: a group has no 'host' (did you mean 'hosts'?)
            hosts.yml:5:5: 'hosts' is a mapping, not a list: names with a colon after each, without dashes
            hosts.yml:7:8: the tag !thing is not known (known: !vault, !unsafe)
            hosts.yml:18:5: group 'db' is a mapping of hosts, children and vars
            hosts.yml:19:5: 'web' stands here a second time, and this one counts (first at hosts.yml:10:5)
            '''.stripIndent()
    }

    def "hosts of a YAML inventory"() {
        expect:
        said('hosts.yml', '''\
            web:
              hosts:
                c: 5
                d:
                  secret: !vault |
                    $ANSIBLE_VAULT;1.1;AES256
                    3030
                "web[1:":
            ''') == '''\
            hosts.yml:3:8: a host has a mapping of variables, or nothing
            hosts.yml:5:15: 'secret' is encrypted and no vault password was given
            hosts.yml:8:5: 'web[1:' ends in ':': a port is missing, or this is YAML
            '''.stripIndent()
    }

    def "no YAML at all: #text"() {
        expect:
        said('hosts.yml', text) == message

        where:
        text                       || message
        ''                         || 'hosts.yml: is an empty inventory\n'
        'all: [a'                  || "hosts.yml:1:8: is not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>\n"
        'a\n'                      || 'hosts.yml:1:1: an inventory is a mapping of groups (all:;   hosts:;     kvm1:)\n'
        'plugin: aws_ec2\nx: 1\n'  || "hosts.yml:1:1: inventory plugins such as 'aws_ec2' are not known to berth (ansible-inventory --list says what it lists: a script that calls it can be the inventory)\n"
        'a: &a {children: {b: *a}}' || "hosts.yml:1:19: groups are nested too deeply, or in themselves\nhosts.yml:1:19: group 'b' contains 'b' already, and cannot stand in it\n"
    }

    def "a program that #what"() {
        expect:
        said('list', "#!/bin/sh\n$script\n") == "list: $message\n"

        where:
        what              | script                                   || message
        'fails'           | 'echo oh no >&2; exit 3'                 || 'failed on --list with status 3 (oh no)'
        'says no JSON'    | 'echo hello'                             || "its answer to --list is not JSON: Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
        'says a list'     | 'echo [1]'                               || 'its answer to --list is no JSON object'
        'hangs'           | 'sleep 600'                              || 'gave no answer to --list within 1 s'
        'says bad hosts'  | '''echo '{"web": {"hosts": "a"}}' '''    || "its answer says 'hosts' of group 'web' that is no list"
        'fails on a host' | '''test $1 = --list && echo '{"web": ["a"]}' ''' || 'failed on --host a with status 1'
    }

    def "files of variables, and of an encrypted one no line is quoted"() {
        given:
        Files.createDirectories(dir.resolve('group_vars'))
        Files.writeString(dir.resolve('group_vars/all.yml'), 'x: [\n')
        Files.writeString(dir.resolve('group_vars/web'), '- a\n')
        Files.createDirectories(dir.resolve('host_vars'))
        Files.writeString(dir.resolve('host_vars/a'), '$ANSIBLE_VAULT;1.1;AES256\n30\n')
        Files.writeString(dir.resolve('host_vars/b'), '$ANSIBLE_VAULT;1.1;AES256\n31\n')

        expect:
        said('hosts', '[web]\na\nb\n', { text ->
            if (text.endsWith('31\n')) {
                throw new Decryption.Refused('is encrypted with another password')
            }
            'very: [secret'
        }) == '''\
            host_vars/b: is encrypted with another password
            host_vars/a:1:14: is not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>
            group_vars/all.yml:2:1: is not YAML: while parsing a flow node, expected the node content, but found '<stream end>'
            group_vars/web:1:1: variables are a mapping of names to values
            '''.stripIndent()
        !diagnostics.all().any { it.render().contains('secret') }
    }

    def "a script that cannot be executed, and Groovy among Ansible's"() {
        given:
        Files.createDirectories(dir.resolve('inv'))
        Files.writeString(dir.resolve('inv/list'), '#!/bin/sh\n')
        Files.writeString(dir.resolve('inv/x.groovy'), 'hosts { }')
        Files.writeString(dir.resolve('inv/x.ini'), 'a')

        when:
        AnsibleInventory.read([dir.resolve('inv').toString()], Optional.empty(), Decryption.none(), Duration.ofSeconds(1), diagnostics)

        then:
        shown() == """\
            inv/list: is a program, and not executable (chmod +x ${dir.resolve('inv/list')})
            inv/x.groovy: is a Groovy inventory among Ansible's (give it with -i itself)
            inv/x.ini: is left out: in a directory of inventories Ansible takes no files with this ending (name it without the ending, or give it with -i itself)
            """.stripIndent()
    }

    private String said(String name, String text, Decryption decryption = Decryption.none()) {
        def file = Files.writeString(dir.resolve(name), text.stripIndent())
        file.toFile().setExecutable(text.startsWith('#!'))
        AnsibleInventory.read([file.toString()], Optional.empty(), decryption, Duration.ofSeconds(1), diagnostics)
        shown()
    }

    private String shown() {
        diagnostics.all().collect { "${it.at()}: ${it.message()}${it.hints() ? " (${it.hints().join('; ')})" : ''}\n" }.join('').replace("$dir/", '')
                .replaceAll(/chmod \+x inv/, "chmod +x $dir/inv")
    }
}
