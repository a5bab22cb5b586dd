package io.berth.script;

import io.berth.model.Identity;
import io.berth.model.ImageName;
import io.berth.model.Late;
import io.berth.model.Redeploy;
import io.berth.model.Slot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The words of tasks, and those that give what tasks work on. */
final class TaskWords {

    private static final Parts REDEPLOY = Parts.of(SaidRedeploy.OfRedeploy.class, Said.OfTask.class);

    private final Site site;
    private final Options options;

    TaskWords(Site site, Options options) {
        this.site = site;
        this.options = options;
    }

    /** The words by which a section gets its tasks; each gives a {@link Handle}. */
    Map<String, Function<Call, Object>> in(Section section) {
        Map<String, Function<Call, Object>> words = new LinkedHashMap<>();
        words.put("slots", site.slots()::matching);
        words.put("hosts", this::hosts);
        words.put("redeploy", call -> redeploy(call, section));
        site.vocabulary().forEach((name, word) -> words.put(name, call -> task(call, word, section)));
        return words;
    }

    /** The word {@code hosts('web*')} of plays: a list of hosts in the order of the inventory. */
    private Object hosts(Call call) {
        if (call.positional().isEmpty() || !call.named().isEmpty() || call.block().isPresent()) {
            site.diagnostics().error(call.at(), "in a play, 'hosts' takes patterns only: hosts('web*')", "hosts are declared at the top of a playbook");
            return Unknown.VALUE;
        }
        Bound said = site.binder().bind(call, Said.HostPatterns.class);
        List<String> names = site.inventory().match(said, "patterns");
        return names.isEmpty() ? Unknown.VALUE : names.stream().map(site.hosts()::get).filter(Objects::nonNull).toList();
    }

    private Object redeploy(Call call, Section section) {
        Bound said = site.binder().bind(call, REDEPLOY);
        options.check(said);
        site.names().checkImage(said, "image");
        Optional<Identity> identity = site.identities().of(said);
        if (!said.isSound() || identity.isEmpty()) {
            return Unknown.VALUE;
        }
        SaidRedeploy.OfRedeploy redeploy = said.as(SaidRedeploy.OfRedeploy.class);
        String image = redeploy.image().isEmpty() ? redeploy.slot().image() : redeploy.image();
        if (image.isEmpty() && !site.slots().isBroken(redeploy.slot())) {
            site.diagnostics().error(call.at(), "'redeploy' says no 'image', and neither does slot '" + redeploy.slot().name() + "'");
        }
        Duration sshWithin = redeploy.start() ? redeploy.ready().ssh().within() : Duration.ZERO;
        return added(said, new Redeploy(redeploy.slot(), image, redeploy.by(), redeploy.shutdown().within(), redeploy.shutdown().then(),
                identity.get(), redeploy.start(), sshWithin, redeploy.start() ? SaidRedeploy.checks(redeploy.ready().agent(), redeploy.ready().port(), redeploy.ready().command()) : Redeploy.Checks.NONE,
                redeploy.onFailure(), said.says("insert") ? said.files("insert") : redeploy.slot().inserts(), redeploy.verify(), false), Optional.empty(), List.of(redeploy.slot().host()), section);
    }

    private Object task(Call call, TaskWord word, Section section) {
        Bound said = site.binder().bind(call, word.parts());
        options.check(said);
        List<LateCode> waits = said.waits();
        waits.stream().filter(LateCode::readsOwn).forEach(code -> site.diagnostics().error(code.at(),
                "'result' is what the task itself gave: it is not known before", "of an earlier task: def r = exec(…), then r.out"));
        if (word.isPlaced() && said.says("on")) {
            String where = word.slot().isPresent() ? "the host of its slot" : "the host of its image's store";
            site.diagnostics().error(said.at("on"), "'" + call.word() + "' runs on " + where + " and takes no 'on'");
        }
        List<String> on = word.slot().map(slot -> ofSlot(said, slot)).or(() -> word.image().map(image -> ofImage(said, image)))
                .orElseGet(() -> said.says("on") ? site.inventory().match(said, "on") : List.of());
        boolean placed = !on.isEmpty() || !word.isPlaced() && !said.says("on");
        if (!said.isSound() || !placed) {
            return Unknown.VALUE;
        }
        Optional<Late> late = waits.isEmpty() ? Optional.empty()
                : Optional.of(new LateParameters(word.shape(), said.values(), waits, call.at()));
        Record parameters = said.as(word.shape().type());
        return BootedRefresh.of(said, site).map(refresh -> booted(refresh, parameters, late, on, section))
                .orElseGet(() -> added(said, parameters, late, on, section));
    }

    /** A refresh whose release is booted before anybody gets it. */
    private Object booted(BootedRefresh refresh, Record parameters, Optional<Late> late, List<String> on, Section section) {
        if (!refresh.check(late)) {
            return Unknown.VALUE;
        }
        List<SaidTask> tasks = refresh.tasks(parameters, on, section);
        section.tasks().addAll(tasks);
        return new Handle(tasks.get(0).number(), refresh.said().call().word(), refresh.said().call().at(), Optional.empty());
    }

    private static List<String> ofSlot(Bound said, String part) {
        return said.find(part, Slot.class).map(slot -> List.of(slot.host())).orElse(List.of());
    }

    /** The host of the image's store; nothing if there is no such image, and that is said. */
    private List<String> ofImage(Bound said, String part) {
        return said.find(part, ImageName.class).filter(name -> site.names().checkImage(name, said.at(part)))
                .flatMap(name -> Optional.ofNullable(site.images().get(name.image()))).map(image -> List.of(image.store())).orElse(List.of());
    }

    private Handle added(Bound said, Record parameters, Optional<Late> late, List<String> on, Section section) {
        SaidTask task = new SaidTask(site.nextTask(), said.call().word(), said, parameters, late, on, section, SaidTask.Part.ALL);
        section.tasks().add(task);
        return new Handle(task.number(), said.call().word(), said.call().at(), Optional.empty());
    }
}
