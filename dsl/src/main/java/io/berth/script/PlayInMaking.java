package io.berth.script;

import io.berth.diag.SourceRange;
import io.berth.model.Block;
import io.berth.model.Handler;
import io.berth.model.Limits;
import io.berth.model.Play;
import io.berth.model.Rolling;
import io.berth.model.Share;
import io.berth.model.TaskSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One play while its block is evaluated, and what becomes of it. */
final class PlayInMaking {

    private static final Parts PARTS = Parts.of(Said.OfPlay.class, Said.HandedDown.class);

    private final Site site;
    private final Options options;
    private final List<Block> blocks = new ArrayList<>();
    private final PlayHandlers handlers;
    private final Section section = Section.ofPlay();

    PlayInMaking(Site site) {
        this.site = site;
        this.options = new Options(site);
        this.handlers = new PlayHandlers(site.diagnostics());
    }

    Play made(Call call) {
        blocks.add(new Block(0, -1, TaskSpec.Role.MAIN, call.at()));
        Binding binding = site.binder().open(call, PARTS);
        PlayWords words = new PlayWords(site, options, new TaskWords(site, options), handlers, blocks);
        call.block().ifPresent(block -> site.binder().within(new Words("in a play", words.ofPlay(section, binding)), block));
        site.handlers().forEach((name, handler) -> {
            if (!section.handlers().containsKey(name)) {
                words.handler(handler, section, "", Map.of());
            }
        });
        Bound said = binding.closed();
        section.close(said);
        check(said);
        return play(said);
    }

    private void check(Bound said) {
        options.checkShared(said);
        if (said.says("limit")) {
            boolean any = false;
            for (String part : List.of("limit.perHost", "limit.perPool")) {
                any |= said.says(part);
                said.find(part, Integer.class).filter(number -> said.says(part) && number < 1).ifPresent(number ->
                        site.diagnostics().error(said.at(part), "at least 1 task runs at once, not " + number));
            }
            said.map("limit.perLabel").values().stream().filter(number -> (Integer) number < 1).forEach(number ->
                    site.diagnostics().error(said.at("limit.perLabel"), "at least 1 task runs at once, not " + number));
            if (!any && !said.says("limit.perLabel") && said.call().block().isPresent() && !Unknown.is(said.values().get("limit"))) {
                site.diagnostics().error(said.at("limit"), "'limit' says nothing", "limit perHost: 1, perPool: 1, perLabel: [rack: 1]");
            }
        }
        List<?> batches = said.list("serial");
        for (int i = 0; i < batches.size(); i++) {
            if (((Share) batches.get(i)).number() < 1) {
                site.diagnostics().error(said.at("serial[" + i + "]"), "a play goes through at least 1 host at a time");
            }
        }
    }

    private Play play(Bound said) {
        String name = said.text("name").orElse("");
        SourceRange at = said.at("name");
        if (!name.isEmpty()) {
            site.names().declare("play", name, at);
        }
        List<TaskSpec> tasks = section.tasks().stream().map(task -> made(task, hosts(task), Optional.empty())).toList();
        List<Handler> notified = new ArrayList<>();
        for (HandlerInMaking handler : handlers.all()) {
            List<String> hosts = inOrder(handler.hosts());
            if (!hosts.isEmpty()) {
                notified.add(new Handler(handler.name(), handler.section().tasks().stream()
                        .map(task -> made(task, task.on().isEmpty() ? hosts : task.on(), Optional.of(handler))).toList()));
            }
        }
        List<String> hosts = inOrder(tasks.stream().flatMap(task -> task.hosts().stream()).distinct().toList());
        return new Play(name, ordered(hosts, said.find("order", Said.Order.class).orElse(Said.Order.INVENTORY)), tasks, blocks, notified,
                limits(said), rolling(said), at);
    }

    /** The task's own hosts, else those that are said around it; none is an error, and said. */
    private List<String> hosts(SaidTask task) {
        if (!task.on().isEmpty()) {
            return task.on();
        }
        Optional<List<String>> around = task.section().handed(site.inventory()).on();
        if (around.isEmpty()) {
            site.diagnostics().error(task.said().call().at(), "'" + task.said().call().word() + "' runs on no host",
                    "say on which: on 'kvm1', here or in the play; the word hosts only lists them");
        }
        return around.orElse(List.of());
    }

    private TaskSpec made(SaidTask task, List<String> hosts, Optional<HandlerInMaking> of) {
        List<String> notifies = task.part().last() ? handlers.notified(task, hosts, of) : List.of();
        return new TaskSpec(task.number(), task.word(), task.parameters(), task.late(), hosts,
                options.of(task, notifies), task.section().place(), task.said().call().at());
    }

    private List<String> inOrder(Collection<String> hosts) {
        return site.names().known("host").stream().filter(hosts::contains).toList();
    }

    private static List<String> ordered(List<String> hosts, Said.Order order) {
        List<String> ordered = new ArrayList<>(hosts);
        switch (order) {
            case REVERSE -> Collections.reverse(ordered);
            case NAME -> ordered.sort(Comparator.naturalOrder());
            case INVENTORY -> { }
        }
        return ordered;
    }

    @SuppressWarnings("unchecked") // the kind of the part has whole numbers as values
    private static Limits limits(Bound said) {
        return new Limits(said.find("limit.perHost", Integer.class).orElse(0), said.find("limit.perPool", Integer.class).orElse(0),
                (Map<String, Integer>) said.map("limit.perLabel"));
    }

    private static Rolling rolling(Bound said) {
        return new Rolling(said.list("serial").stream().map(Share.class::cast).toList(),
                said.find("maxFail", Share.class).filter(share -> said.says("maxFail")));
    }
}
