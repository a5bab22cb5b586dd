package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is declared at the top of a playbook, as it was said. Names are resolved later, so that the order of declarations does
 * not matter; so are plays evaluated later.
 */
final class Declarations {

    static final String TOP = "at the top of a playbook";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    private final Diagnostics diagnostics;
    private final Names names;
    private final Binder binder;
    private final Inventory inventory;
    private final List<Bound> pools = new ArrayList<>();
    private final List<Bound> networks = new ArrayList<>();
    private final ImageWords images;
    private final List<Bound> slots = new ArrayList<>();
    private final GuestWords guests;
    private final List<Call> plays = new ArrayList<>();
    private final Map<String, Call> handlers = new LinkedHashMap<>();
    private final Map<String, Template> templates = new LinkedHashMap<>();

    Declarations(Diagnostics diagnostics, Names names, Binder binder, Inventory inventory) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.binder = binder;
        this.inventory = inventory;
        this.images = new ImageWords(diagnostics, binder);
        this.guests = new GuestWords(diagnostics, binder);
    }

    /**
     * @param files gives {@code include} and {@code uses} their meaning
     * @param variables that of {@code variables}
     * @param secrets that of {@code secrets}
     */
    Words words(PlaybookFiles files, Function<Call, Object> variables, SecretWords secrets) {
        Map<String, Function<Call, Object>> words = new LinkedHashMap<>();
        words.put("include", files::include);
        words.put("uses", files::use);
        words.put("variables", variables);
        words.put("secrets", call -> secrets.declare(call, binder));
        words.put("hosts", this::hosts);
        words.put("pool", call -> declare("pool", binder.bind(call, Said.OfPool.class), pools));
        words.put("network", call -> declare("network", binder.bind(call, Said.OfNetwork.class), networks));
        words.put("image", this::image);
        words.put("template", this::template);
        words.put("slot", call -> declareSlots(binder.bind(call, Said.SlotName.class, Said.OfSlot.class)));
        words.put("slots", call -> declareSlots(binder.bind(call, Said.SlotSeries.class, Said.OfSlot.class)));
        words.put("guest", call -> declareGuests(guests.guest(call, SaidGuest.Name.class)));
        words.put("guests", call -> declareGuests(guests.guest(call, SaidGuest.Series.class)));
        words.put("play", this::play);
        words.put("handler", this::handler);
        words.keySet().forEach(word -> binder.teach(word, TOP));
        binder.teach("host", "in 'hosts'");
        binder.teach("group", "in 'hosts'");
        binder.teach("pool", Said.OfPool.class);
        binder.teach("network", Said.OfNetwork.class);
        images.teach();
        binder.teach("slot", Said.OfSlot.class);
        binder.teach("guest", SaidGuest.OfGuest.class);
        binder.teach("redeploy", SaidRedeploy.OfRedeploy.class);
        return new Words(TOP, words, names::presume);
    }

    private Object hosts(Call call) {
        if (call.block().isEmpty() || !call.positional().isEmpty() || !call.named().isEmpty()) {
            diagnostics.error(call.at(), "'hosts' takes a block with hosts and groups", "hosts { host 'kvm1', address: '…' }");
        }
        Words words = new Words("in 'hosts'", Map.of("host", this::host, "group", this::group), names::presume);
        call.block().ifPresent(block -> binder.within(words, block));
        return null;
    }

    private Object host(Call call) {
        Bound said = binder.bind(call, Said.OfHost.class);
        if (said.says("port") && said.find("port", Integer.class).filter(port -> port < 1 || port > 65535).isPresent()) {
            diagnostics.error(said.at("port"), "a port is between 1 and 65535");
        }
        String name = nameOf(said);
        if (name.equals(HostPattern.ALL)) {
            diagnostics.error(said.at("name"), "'all' means all hosts and cannot be the name of one");
        } else if (!name.isEmpty() && names.declare("host", name, said.at("name"))) {
            inventory.addHost(name, said);
        }
        return null;
    }

    private Object group(Call call) {
        Bound said = binder.bind(call, Said.OfGroup.class);
        String name = nameOf(said);
        if (name.equals("all") || names.known("host").contains(name)) {
            diagnostics.error(said.at("name"), "a group cannot have the name of " + (name.equals("all") ? "all hosts" : "a host"));
        } else if (!name.isEmpty() && names.declare("group", name, said.at("name"))) {
            inventory.addGroup(name, said);
        }
        return null;
    }

    private Object declare(String kind, Bound said, List<Bound> into) {
        String name = nameOf(said);
        if (!name.isEmpty() && names.declare(kind, name, said.at("name"))) {
            into.add(said);
        }
        return null;
    }

    private Object image(Call call) {
        ImageWords.SaidImage image = images.image(call);
        String name = nameOf(image.said());
        if (!name.isEmpty() && names.declare("image", name, image.said().at("name"))) {
            images.add(image);
        }
        return null;
    }

    private Object declareSlots(Bound said) {
        if (nameOf(said).isEmpty()) {
            names.doubt("slot");
        } else {
            slots.add(said);
        }
        return null;
    }

    private Object declareGuests(Bound said) {
        if (nameOf(said).isEmpty()) {
            names.doubt("guest");
        } else {
            guests.add(said);
        }
        return null;
    }

    private Object template(Call call) {
        Bound said = binder.bind(call, Said.OfTemplate.class);
        String name = nameOf(said);
        if (!name.isEmpty() && names.declare("template", name, said.at("name"))) {
            said.text("file").ifPresent(file -> read(name, call.source().path().resolveSibling(file).normalize(), said));
        }
        return null;
    }

    private void read(String template, Path file, Bound said) {
        try {
            templates.put(template, new Template(template, PlaybookFiles.shown(file), Files.readString(file), said.at("name")));
        } catch (IOException e) {
            diagnostics.error(said.at("file"), "the template cannot be read: " + PlaybookFiles.why(e));
        }
    }

    private Object play(Call call) {
        if (call.block().isEmpty()) {
            diagnostics.error(call.at(), "a play takes a block with its tasks", "play('name') { … }");
        }
        plays.add(call);
        return null;
    }

    /** A handler for all plays. */
    private Object handler(Call call) {
        Bound said = binder.bind(new Call(call.word(), call.at(), call.source(), call.positional(), Map.of(), Optional.empty()), Said.OfHandler.class);
        said.text("name").filter(name -> names.declare("handler", name, said.at("name"))).ifPresent(name -> handlers.put(name, call));
        return null;
    }

    /** The name, if it is one; else empty, and why is said. */
    private String nameOf(Bound said) {
        String name = said.text("name").orElse("");
        if (said.text("name").isPresent() && !name.matches(NAME)) {
            diagnostics.error(said.at("name"), "'" + name + "' cannot be a name", "letters, digits, '.', '_' and '-', at most 63");
            return "";
        }
        return name;
    }

    List<Bound> pools() {
        return pools;
    }

    List<Bound> networks() {
        return networks;
    }

    List<ImageWords.SaidImage> images() {
        return images.all();
    }

    /** Says where a new release of an image would be booted on a slot that is not there. */
    void checkBoots(Slots all) {
        images.checkBoots(all);
    }

    List<Bound> slots() {
        return slots;
    }

    List<Bound> guests() {
        return guests.all();
    }

    /** The plays, which wait until all else is known. */
    List<Call> plays() {
        return plays;
    }

    /** Those for all plays, by name. */
    Map<String, Call> handlers() {
        return handlers;
    }

    Map<String, Template> templates() {
        return templates;
    }
}
