import io.berth.api.Change
import io.berth.api.Footprint
import io.berth.api.Key
import io.berth.api.Param
import io.berth.api.Scope
import io.berth.api.TaskType
import io.berth.model.Answer
import io.berth.model.Command
import io.berth.model.Diff

/**
 * A task type of your own, in Groovy: keeps one {@code key = value} of a file. Groovy makes records too late for {@code TaskType<Said>}; what
 * it is given is a Said all the same.
 */
class Setting implements TaskType {

    static record Said(
            @Param(doc = 'the key', positional = true, required = true) String key,
            @Param(doc = 'its value', positional = true, required = true) String value,
            @Param(doc = 'absolute path of the file', required = true) String file) {
    }

    String word() { 'setting' }

    String doc() { 'Keeps one key = value of a file.' }

    Class parameters() { Said }

    String name(Record said) { "$said.key of $said.file" }

    boolean ordered() { true }

    Footprint footprint(Record said, Scope scope) {
        new Footprint([] as Set, [new Key('file', said.file(), scope.host().name())] as Set)
    }

    List<Command> observe(Record said, Scope scope) {
        [Command.of('sh', '-c', '[ ! -e "$1" ] || cat -- "$1"', 'setting', said.file())]
    }

    Change change(Record said, Scope scope, List<Answer> seen) {
        String now = seen[0].out()
        List<String> lines = now.readLines()
        String wanted = "${said.key()} = ${said.value()}"
        int place = lines.findIndexOf { it.tokenize('=')[0]?.trim() == said.key() }
        if (place >= 0 && lines[place] == wanted) {
            return Change.none("is $wanted already")
        }
        String before = place < 0 ? 'nothing' : lines[place]
        if (place < 0) {
            lines << wanted
        } else {
            lines[place] = wanted
        }
        String then = lines.join('\n') + '\n'
        new Change(Change.Kind.UPDATE, "$before -> $wanted", [new Diff(said.file(), now, then)], { hands ->
            hands.put(new ByteArrayInputStream(then.getBytes('UTF-8')), said.file(), 0644)
        } as Change.Work)
    }
}
