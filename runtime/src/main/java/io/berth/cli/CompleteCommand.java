package io.berth.cli;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.inventory.Decryption;
import io.berth.journal.Run;
import io.berth.model.InventorySource;
import io.berth.model.Playbook;
import io.berth.model.Secrets;
import io.berth.schedule.Schedule;
import io.berth.script.Given;
import io.berth.script.PlaybookLoader;
import io.berth.task.BuiltinTasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What shells ask for completions; what goes wrong in that is nobody's concern. */
@Command(name = "__complete", hidden = true)
final class CompleteCommand implements Action {

    @Parameters(arity = "0..*")
    List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        try {
            new Completion(new Here()).candidates(Main.commandLine(), words.isEmpty() ? List.of("") : words).forEach(System.out::println);
        } catch (RuntimeException e) {
            return Exit.USAGE;
        }
        return Exit.OK;
    }

    private static final class Here implements Completion.Known {

        @Override
        public List<String> hosts(List<String> inventories, Optional<String> playbook) {
            return load(inventories, playbook).map(site -> Stream.of(Stream.of("all"), site.groups().keySet().stream(), site.hosts().keySet().stream())
                    .flatMap(names -> names).toList()).orElse(List.of());
        }

        @Override
        public List<String> slots(List<String> inventories, Optional<String> playbook) {
            return load(inventories, playbook).map(site -> List.copyOf(site.slots().keySet())).orElse(List.of());
        }

        @Override
        public List<String> guests() {
            return SeenNames.all();
        }

        @Override
        public List<String> runs() {
            try {
                return Stream.concat(Stream.of("last"), Runs.store().list().stream().map(Run::id)).toList();
            } catch (IOException e) {
                return List.of();
            }
        }

        @Override
        public List<String> tasks() {
            return DocCommand.words().stream().map(TaskType::word).toList();
        }

        @Override
        public List<String> schedules() {
            try {
                return ScheduleCommand.schedules().all().stream().map(Schedule::name).toList();
            } catch (IOException e) {
                return List.of();
            }
        }

        private static Optional<Playbook> load(List<String> inventories, Optional<String> playbook) {
            try {
                Diagnostics diagnostics = new Diagnostics();
                Optional<Path> file = playbook.map(Path::of);
                List<InventorySource> sources = Inventories.read(inventories, file.map(path -> path.toAbsolutePath().getParent()), Decryption.none(), diagnostics);
                PlaybookLoader loader = new PlaybookLoader(BuiltinTasks.all(), Secrets.PLACEHOLDERS, Cache.PARSER);
                Given given = new Given(Map.of(), Set.of());
                return Optional.of(file.isPresent() ? loader.load(sources, file.get(), given, diagnostics) : loader.load(sources, given, diagnostics));
            } catch (RuntimeException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
