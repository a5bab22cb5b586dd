package io.berth.script;

import io.berth.model.Block;
import io.berth.model.TaskSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The words that say what a play does: its tasks, and how they stand to one another. */
final class PlayWords {

    private static final Parts BLOCK = Parts.of(Said.OfBlock.class, Said.HandedDown.class);
    private static final Parts HANDLER = Parts.of(Said.OfHandler.class, Said.HandedDown.class).without("on");
    private static final Parts INCLUDED = Parts.of(Said.HandedDown.class);

    private final Site site;
    private final Options options;
    private final TaskWords tasks;
    private final PlayHandlers handlers;
    private final List<Block> blocks;

    PlayWords(Site site, Options options, TaskWords tasks, PlayHandlers handlers, List<Block> blocks) {
        this.site = site;
        this.options = options;
        this.tasks = tasks;
        this.handlers = handlers;
        this.blocks = blocks;
    }

    /** In a play's own block, what is said for all of it included. */
    Map<String, Function<Call, Object>> ofPlay(Section play, Binding said) {
        Map<String, Function<Call, Object>> words = new LinkedHashMap<>(ofBlock(play, said));
        words.put("handler", call -> handler(call, play, "", Map.of()));
        return words;
    }

    private Map<String, Function<Call, Object>> ofBlock(Section section, Binding said) {
        Map<String, Function<Call, Object>> words = new LinkedHashMap<>(said.meanings());
        words.putAll(of(section));
        words.put("rescue", call -> partOf(section, TaskSpec.Role.RESCUE, call));
        words.put("always", call -> partOf(section, TaskSpec.Role.ALWAYS, call));
        return words;
    }

    /** Wherever there are tasks. */
    Map<String, Function<Call, Object>> of(Section section) {
        Map<String, Function<Call, Object>> words = tasks.in(section);
        words.put("block", call -> block(call, section));
        words.put("include", call -> include(call, section));
        words.put("role", call -> site.roles().use(call, section, this));
        return words;
    }

    private Object partOf(Section section, TaskSpec.Role role, Call call) {
        if (call.block().isEmpty() || !call.positional().isEmpty() || !call.named().isEmpty()) {
            site.diagnostics().error(call.at(), "'" + call.word() + "' takes a block with tasks", call.word() + " { exec 'true' }");
        }
        Section part = section.at(new TaskSpec.Place(section.place().block(), role));
        call.block().ifPresent(block -> site.binder().within(new Words("in '" + call.word() + "'", of(part)), block));
        return null;
    }

    private Object block(Call call, Section around) {
        if (call.block().isEmpty()) {
            site.diagnostics().error(call.at(), "'block' takes a block with tasks", "block { exec 'true'; rescue { … }; always { … } }");
        }
        int number = blocks.size();
        blocks.add(new Block(number, around.place().block(), around.place().role(), call.at()));
        Section section = around.at(new TaskSpec.Place(number, TaskSpec.Role.MAIN));
        Binding binding = site.binder().open(call, BLOCK);
        call.block().ifPresent(block -> site.binder().within(new Words("in a block", ofBlock(section, binding)), block));
        close(section, binding.closed());
        return null;
    }

    /** The tasks of a role, and what its block says for all of them. */
    void tasksOfRole(Call use, Section around, Code block, Map<String, Object> given) {
        Section section = around.inner();
        Binding binding = open(use);
        site.binder().within(new Words("in the tasks of a role", ofAll(section, binding)), block, given);
        close(section, binding.closed());
    }

    private Binding open(Call call) {
        return site.binder().open(new Call(call.word(), call.at(), call.source(), List.of(), Map.of(), Optional.empty()), INCLUDED);
    }

    private Map<String, Function<Call, Object>> ofAll(Section section, Binding binding) {
        Map<String, Function<Call, Object>> meanings = new LinkedHashMap<>(binding.meanings());
        meanings.putAll(of(section));
        return meanings;
    }

    private Object include(Call call, Section around) {
        Section section = around.inner();
        Binding binding = open(call);
        Map<String, Function<Call, Object>> meanings = ofAll(section, binding);
        meanings.put("handler", said -> handler(said, section, "", Map.of()));
        site.files().includeTasks(call, section, new Words("in an included file of a play", meanings));
        close(section, binding.closed());
        return null;
    }

    /** @param said what is said for all tasks of the section */
    void close(Section section, Bound said) {
        options.checkShared(said);
        section.close(said);
    }

    /**
     * A handler of a play or a role.
     *
     * @param role whose it is; empty: the play's
     * @param given names with values for its block
     */
    Object handler(Call call, Section around, String role, Map<String, Object> given) {
        Section section = around.apart();
        Binding binding = site.binder().open(call, HANDLER);
        Map<String, Function<Call, Object>> words = new LinkedHashMap<>(binding.meanings());
        words.putAll(tasks.in(section));
        words.put("include", include -> include(include, section));
        if (call.block().isEmpty()) {
            site.diagnostics().error(call.at(), "a handler takes a block with its tasks", "handler('restart nginx') { … }");
        }
        call.block().ifPresent(block -> site.binder().within(new Words("in a handler", words), block, given));
        Bound said = binding.closed();
        close(section, said);
        section.tasks().stream().filter(task -> task.said().says("on")).forEach(task -> site.diagnostics().error(task.said().at("on"),
                "a handler runs on the hosts of the tasks that notify it", "somewhere else it is done with delegate"));
        said.text("name").ifPresent(name -> handlers.add(name, role, said.at("name"), section, around.scope()));
        return null;
    }
}
