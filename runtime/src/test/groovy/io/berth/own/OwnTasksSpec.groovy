package io.berth.own

import io.berth.api.Scope
import io.berth.api.TaskType
import io.berth.diag.Diagnostics
import io.berth.model.Answer
import io.berth.script.PlaybookLoader
import io.berth.task.BuiltinTasks
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream

/** Task types of the user's own, in Java, in Groovy and in jars. */
class OwnTasksSpec extends Specification {

    static final Path EXAMPLES = Path.of('../playbooks/tasks')

    @TempDir
    Path dir

    Diagnostics diagnostics = new Diagnostics()

    def "#file is a task with parameters that playbooks can say"() {
        given:
        copy(file)

        when:
        List<TaskType<?>> own = load()

        then:
        diagnostics.all() == []
        own*.word() == [word]
        new PlaybookLoader(own).load([], playbook("hosts { host 'h' }\nplay('p') { on 'h'; $said }"), [:]).plays()[0].tasks()[0].parameters().toString().contains(shown)

        where:
        file             | word      | said                                 | shown
        'Motd.java'      | 'motd'    | "motd 'hi', path: '/m'"              | 'text=hi, path=/m'
        'Setting.groovy' | 'setting' | "setting 'a', 'b', file: '/f'"       | 'key'
    }

    def "what was compiled is loaded again while the file is the same"() {
        given:
        copy('Motd.java')
        copy('Setting.groovy')

        when:
        load()
        def first = compiled()
        load()

        then:
        first.size() == 2
        compiled() == first

        when:
        Files.writeString(dir.resolve('tasks/Motd.java'), Files.readString(dir.resolve('tasks/Motd.java')).replace('"motd"', '"greeting"'))

        then:
        load()*.word() == ['greeting', 'setting']
        compiled().size() == 3
    }

    def "files that begin with a small letter are files of tasks, and hidden ones nothing"() {
        given:
        write('tasks/web.groovy', 'exec 1')
        write('tasks/.Motd.java', 'x')

        expect:
        load() == []
        diagnostics.all() == []
    }

    def "what does not compile is said where it stands: #file"() {
        given:
        write("tasks/$file", text)

        when:
        load()

        then:
        diagnostics.all().collect { "${it.at().line()}:${it.at().column()} ${it.message()}" as String } == said.collect { it as String }
        diagnostics.all().every { it.at().file().endsWith("tasks/$file") && (it.at().line() == 0 || !it.sourceLine().empty) }

        where:
        file         | text                                                                     | said
        'A.java'     | 'public class A {\n    int x = "y";\n}'                                 | ['2:13 incompatible types: java.lang.String cannot be converted to int']
        'A.java'     | 'import io.berth.script.PlaybookLoader;\nclass A { }'                    | ['1:23 package io.berth.script does not exist']
        'A.java'     | 'import com.fasterxml.jackson.databind.ObjectMapper;\nclass A { }'       | ['1:38 package com.fasterxml.jackson.databind does not exist']
        'A.java'     | 'class A { }'                                                            | ['0:0 class A does not implement io.berth.api.TaskType']
        'A.java'     | 'class B { }'                                                            | ['0:0 declares no class A']
        'A.groovy'   | 'class A {\n    int x = \n}'                                             | ["3:1 Unexpected input: '}'"]
        'A.groovy'   | 'import io.berth.script.PlaybookLoader\nclass A { }'                     | ['1:8 unable to resolve class io.berth.script.PlaybookLoader']
        'A.groovy'   | 'class A { }'                                                            | ['0:0 class A does not implement io.berth.api.TaskType']
    }

    def "a task that no playbook could say is refused: #why"() {
        given:
        copy('Motd.java')
        Files.writeString(dir.resolve('tasks/Motd.java'), Files.readString(dir.resolve('tasks/Motd.java')).replace(what, by))

        when:
        load()

        then:
        diagnostics.all()*.message() == [why]

        where:
        what                   | by                       || why
        '"motd"'               | '"exec"'                 || "the word 'exec' has a meaning already"
        '"motd"'               | '"Motd"'                 || "the word of the task, 'Motd', is not one: a small letter, then letters and digits"
        '"motd"'               | '"block"'                || "is no task that a playbook can say: the word 'block' has a meaning already"
    }

    def "tasks are found in jars"() {
        given:
        copy('Motd.java')
        load()
        Path jar = jarOf(compiled()[0], 'Motd')
        Files.delete(dir.resolve('tasks/Motd.java'))

        expect:
        load([jar])*.word() == ['motd']

        when:
        Files.createDirectories(dir.resolve('tasks/lib'))
        Files.move(jar, dir.resolve('tasks/lib/own.jar'))

        then:
        load()*.word() == ['motd']
        diagnostics.all() == []

        when: 'one that names a class it does not have, and one that is not there'
        load([jarOf(dir, 'NoSuchClass'), Path.of('no.jar')])

        then:
        diagnostics.all()*.message().any { it.contains('NoSuchClass') }
        diagnostics.all()*.message().any { it.contains('is not there') }
    }

    def "the example in Java finds out what is to be done"() {
        given:
        copy('Motd.java')
        TaskType type = load()[0]
        def message = type.parameters().declaredConstructors[0].newInstance('hi', '/m')

        expect:
        type.change(message, null as Scope, [new Answer(0, '', out, '', Duration.ZERO)]).kind().name() == kind

        where:
        out     | kind
        ''      | 'CREATE'
        'ho\n'  | 'UPDATE'
        'hi\n'  | 'NONE'
    }

    private List<TaskType<?>> load(List<Path> jars = []) {
        new OwnTasks(dir.resolve('cache'), diagnostics).of(dir.resolve('site.groovy'), jars, BuiltinTasks.all())
    }

    private Path playbook(String text) {
        Files.writeString(dir.resolve('site.groovy'), text)
    }

    private List<Path> compiled() {
        Files.list(dir.resolve('cache')).withCloseable { it.sorted().toList() }
    }

    private void copy(String file) {
        Files.createDirectories(dir.resolve('tasks'))
        Files.copy(EXAMPLES.resolve(file), dir.resolve('tasks').resolve(file))
    }

    private void write(String name, String text) {
        Files.createDirectories(dir.resolve(name).parent)
        Files.writeString(dir.resolve(name), text)
    }

    private Path jarOf(Path classes, String provider) {
        Path jar = dir.resolve("${provider}.jar")
        new JarOutputStream(Files.newOutputStream(jar)).withCloseable { out ->
            out.putNextEntry(new JarEntry('META-INF/services/io.berth.api.TaskType'))
            out.write(provider.bytes)
            Files.list(classes).withCloseable { it.filter { file -> file.toString().endsWith('.class') }.toList() }.each {
                out.putNextEntry(new JarEntry(it.fileName.toString()))
                out.write(Files.readAllBytes(it))
            }
        }
        jar
    }
}
