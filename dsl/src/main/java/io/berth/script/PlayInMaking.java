package io.berth.script;

import io.berth.api.Param;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Block;
import io.berth.model.Limits;
import io.berth.model.Play;
import io.berth.model.Redeploy;
import io.berth.model.Rolling;
import io.berth.model.Slot;
import io.berth.model.TaskOptions;
import io.berth.model.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One play while its block is evaluated. */
final class PlayInMaking {

    private static final String HOSTNAME = "(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*";

    /** The play's own word {@code on}. */
    private record PlayHosts(@Param(doc = "the hosts of tasks that say none", positional = true, required = true) List<String> on) {
    }

    private final Diagnostics diagnostics;
    private final Names names;
    private final Binder binder;
    private final Inventory inventory;
    private final Slots slots;
    private final Numbers numbers;
    private final Map<String, TaskType<?>> vocabulary;
    private final List<TaskSpec> tasks = new ArrayList<>();
    private List<String> hosts = List.of();
    private Optional<SourceRange> saidOn = Optional.empty();
    private Optional<SourceRange> saidLimit = Optional.empty();
    private int perHost;

    PlayInMaking(Diagnostics diagnostics, Names names, Binder binder, Inventory inventory, Slots slots, Map<String, TaskType<?>> vocabulary, Numbers numbers) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.binder = binder;
        this.inventory = inventory;
        this.slots = slots;
        this.vocabulary = vocabulary;
        this.numbers = numbers;
    }

    void evaluate(Code block) {
        Map<String, Function<Call, Object>> words = taskWords(TaskSpec.Place.PLAY);
        words.put("on", this::on);
        words.put("limit", this::limit);
        words.put("always", call -> {
            if (call.block().isEmpty() || !call.positional().isEmpty() || !call.named().isEmpty()) {
                diagnostics.error(call.at(), "'always' takes a block with tasks", "always { exec 'true' }");
            }
            call.block().ifPresent(tasksOfAlways -> binder.within(new Words("in 'always'", taskWords(new TaskSpec.Place(0, TaskSpec.Role.ALWAYS))), tasksOfAlways));
            return null;
        });
        binder.within(new Words("in a play", words), block);
    }

    private Map<String, Function<Call, Object>> taskWords(TaskSpec.Place place) {
        Map<String, Function<Call, Object>> words = new LinkedHashMap<>();
        words.put("slots", slots::matching);
        words.put("redeploy", call -> redeploy(call, place));
        vocabulary.forEach((word, type) -> words.put(word, call -> task(call, type.parameters(), place)));
        return words;
    }

    private Object on(Call call) {
        Bound said = binder.bind(call, PlayHosts.class);
        if (isFirst(call, saidOn)) {
            saidOn = Optional.of(call.at());
            hosts = inventory.match(said, "on");
        }
        return null;
    }

    private Object limit(Call call) {
        Bound said = binder.bind(call, Said.Limit.class);
        if (isFirst(call, saidLimit)) {
            saidLimit = Optional.of(call.at());
            perHost = said.find("perHost", Integer.class).orElse(1);
            if (perHost < 1) {
                diagnostics.error(said.at("perHost"), "at least 1 task runs at once, not " + perHost);
            }
        }
        return null;
    }

    private boolean isFirst(Call call, Optional<SourceRange> first) {
        first.ifPresent(earlier -> diagnostics.error(call.at(), "'" + call.word() + "' is given twice", "first at " + earlier));
        return first.isEmpty();
    }

    private Object redeploy(Call call, TaskSpec.Place place) {
        Bound said = binder.bind(call, Said.OfRedeploy.class, Said.TaskLimits.class);
        checkLimits(said);
        said.text("image").ifPresent(image -> names.check("image", image, said.at("image")));
        Optional<Slot> slot = said.find("slot", Slot.class);
        String hostname = said.text("identity.hostname").or(() -> slot.map(Slot::name)).orElse("");
        if (!hostname.isEmpty() && (!hostname.matches(HOSTNAME) || hostname.length() > 64)) {
            diagnostics.error(said.at("identity.hostname"), "'" + hostname + "' cannot be a host name",
                    "letters, digits and '-', parts joined by '.', at most 64");
        }
        if (said.isSound()) {
            Said.OfRedeploy redeploy = said.as(Said.OfRedeploy.class);
            String image = redeploy.image().isEmpty() ? redeploy.slot().image() : redeploy.image();
            if (image.isEmpty() && !slots.isBroken(redeploy.slot())) {
                diagnostics.error(call.at(), "'redeploy' says no 'image', and neither does slot '" + redeploy.slot().name() + "'");
            }
            Duration sshWithin = redeploy.start() ? redeploy.ready().ssh().within() : Duration.ZERO;
            add(said, new Redeploy(redeploy.slot(), image, redeploy.by(), redeploy.shutdown().within(), redeploy.shutdown().then(),
                    hostname, redeploy.start(), sshWithin), List.of(redeploy.slot().host()), place);
        }
        return null;
    }

    private Object task(Call call, Class<? extends Record> type, TaskSpec.Place place) {
        Bound said = binder.bind(call, type, Said.TaskHosts.class, Said.TaskLimits.class);
        checkLimits(said);
        Optional<Shape.Part> slotPart = Shape.of(type).parts().stream().filter(part -> part.kind() instanceof Kind.OneSlot).findFirst();
        if (slotPart.isPresent()) {
            if (said.says("on")) {
                diagnostics.error(said.at("on"), "'" + call.word() + "' runs on the host of its slot and takes no 'on'");
            }
            said.find(slotPart.get().name(), Slot.class).filter(slot -> said.isSound())
                    .ifPresent(slot -> add(said, said.as(type), List.of(slot.host()), place));
            return null;
        }
        List<String> on = said.says("on") ? inventory.match(said, "on") : List.of();
        if (said.isSound() && on.isEmpty() != said.says("on")) {
            add(said, said.as(type), on, place);
        }
        return null;
    }

    private void checkLimits(Bound said) {
        said.find("retries", Integer.class).filter(number -> number < 0).ifPresent(number ->
                diagnostics.error(said.at("retries"), "retries are 0 or more, not " + number));
        said.find("timeout", Duration.class).filter(Duration::isZero).ifPresent(none ->
                diagnostics.error(said.at("timeout"), "a task needs some time"));
    }

    private void add(Bound said, Record parameters, List<String> on, TaskSpec.Place place) {
        Said.TaskLimits limits = said.as(Said.TaskLimits.class);
        tasks.add(new TaskSpec(numbers.next(), said.call().word(), parameters, Optional.empty(), on,
                TaskOptions.limited(limits.timeout(), limits.retries(), limits.delay()), place, said.call().at()));
    }

    /** The play; tasks that say no hosts of their own run on the play's, wherever in its block those are said. */
    Play made(String name, SourceRange at) {
        List<TaskSpec> placed = onHosts(tasks);
        List<String> all = placed.stream().flatMap(task -> task.hosts().stream()).distinct().toList();
        return new Play(name, all, placed, List.of(new Block(0, -1, TaskSpec.Role.MAIN, at)), List.of(),
                new Limits(perHost, 0, Map.of()), Rolling.NONE, at);
    }

    private List<TaskSpec> onHosts(List<TaskSpec> said) {
        List<TaskSpec> placed = new ArrayList<>();
        for (TaskSpec task : said) {
            if (!task.hosts().isEmpty()) {
                placed.add(task);
                continue;
            }
            if (saidOn.isEmpty()) {
                diagnostics.error(task.at(), "'" + task.word() + "' runs on no host", "say on which: on 'kvm1', here or in the play");
            }
            placed.add(new TaskSpec(task.number(), task.word(), task.parameters(), task.late(), hosts, task.options(), task.place(), task.at()));
        }
        return placed;
    }
}
