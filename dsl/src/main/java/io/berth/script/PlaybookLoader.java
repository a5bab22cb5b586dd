package io.berth.script;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Group;
import io.berth.model.Guest;
import io.berth.model.Host;
import io.berth.model.Image;
import io.berth.model.InventorySource;
import io.berth.model.Network;
import io.berth.model.Play;
import io.berth.model.Playbook;
import io.berth.model.Pool;
import io.berth.model.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The door: text in, model or diagnostics out. Reads the playbook, what it includes, and its templates; nothing else. */
public final class PlaybookLoader {

    private final Map<String, TaskWord> vocabulary;
    private final Secrets secrets;
    private final Parser parser;

    /**
     * With masks for secrets: for what only looks at a playbook.
     *
     * @param vocabulary the task types whose words plays may use; one whose parameters are not described by
     *     {@link io.berth.api.Param} is no word of plays, and {@code redeploy} is always one
     * @throws IllegalArgumentException if two types have one word, or it has another meaning
     */
    public PlaybookLoader(List<TaskType<?>> vocabulary) {
        this(vocabulary, Secrets.PLACEHOLDERS);
    }

    /** @param secrets gives what playbooks ask for by {@code secret('name')} */
    public PlaybookLoader(List<TaskType<?>> vocabulary, Secrets secrets) {
        this(vocabulary, secrets, Parser.KEEPING_NOTHING);
    }

    /** @param parser reads the files, or knows what they say */
    public PlaybookLoader(List<TaskType<?>> vocabulary, Secrets secrets, Parser parser) {
        this.vocabulary = TaskWord.of(vocabulary);
        this.secrets = secrets;
        this.parser = parser;
    }

    /**
     * Makes sure that plays can say a task of that type; of those that came with berth, its tests do.
     *
     * @throws IllegalArgumentException if its word is taken, or its parameters are such that no playbook could give them
     */
    public static void check(TaskType<?> type) {
        TaskWord.of(List.of(type)).values().forEach(TaskWord::shape);
    }

    /**
     * Loads inventories, in their order, then the playbook.
     *
     * @param inventories later ones may name hosts and groups of earlier ones again: of a host what is said last wins, groups are united
     * @param variables from the command line; they win over the playbook's. A text becomes what the playbook's default is:
     *     {@code 2GiB} a size, {@code 30s} a duration
     * @throws io.berth.diag.PlaybookException with all that is wrong
     */
    public Playbook load(List<InventorySource> inventories, Path playbook, Map<String, Object> variables) {
        return load(inventories, playbook, new Given(variables, Set.of()), new Diagnostics());
    }

    /** The same, with diagnostics that know the sources afterwards, so that later checks can quote them too. */
    public Playbook load(List<InventorySource> inventories, Path playbook, Given variables, Diagnostics diagnostics) {
        return load(inventories, Optional.of(playbook), variables, diagnostics);
    }

    /** Inventories alone: a playbook that says nothing but what they say. */
    public Playbook load(List<InventorySource> inventories, Given variables, Diagnostics diagnostics) {
        return load(inventories, Optional.empty(), variables, diagnostics);
    }

    private Playbook load(List<InventorySource> inventories, Optional<Path> playbook, Given variables, Diagnostics diagnostics) {
        try {
            Playbook loaded = load(inventories, playbook, new Variables(diagnostics, variables), diagnostics);
            diagnostics.throwIfErrors();
            return loaded;
        } catch (Interpreter.GivenUp e) {
            diagnostics.throwIfErrors();
            throw e;
        } catch (StackOverflowError e) {
            String file = playbook.map(PlaybookFiles::shown).orElse("the inventory");
            diagnostics.error(new SourceRange(file, 0, 0, 0), "is nested too deeply to be evaluated");
            diagnostics.throwIfErrors();
            throw e;
        }
    }

    private Playbook load(List<InventorySource> inventories, Optional<Path> playbook, Variables variables, Diagnostics diagnostics) {
        Names names = new Names(diagnostics);
        if (diagnostics.hasErrors()) {
            names.incomplete(); // what was wrong in an inventory may have hidden names
        }
        Inventory inventory = new Inventory(diagnostics, names);
        Slots slots = new Slots(diagnostics, names);
        SecretWords secretWords = new SecretWords(diagnostics, secrets);
        Interpreter interpreter = new Interpreter(diagnostics, variables, secretWords);
        Map<String, List<String>> groupsOf = new LinkedHashMap<>();
        Reading reading = new Reading(diagnostics, slots, code -> Capture.of(code, diagnostics, variables, groupsOf));
        Binder binder = new Binder(interpreter, diagnostics, reading);
        Declarations declared = new Declarations(diagnostics, names, binder, inventory);
        TaskWord.teach(vocabulary.keySet(), binder);

        PlaybookFiles files = new PlaybookFiles(diagnostics, names, interpreter, parser);
        Words words = declared.words(files, variables::declare, secretWords);
        read(inventories, files, words, inventory, names);
        playbook.ifPresent(file -> files.read(file, words));
        inventory.resolveGroups();
        Map<String, Host> hosts = inventory.hosts(variables.overriding());
        if (!names.isIncomplete() && playbook.isPresent()) {
            variables.checkGiven(inventory.variables());
        }
        Assembly assembly = new Assembly(diagnostics, names, inventory);
        Map<String, Pool> pools = new PoolAssembly(diagnostics, inventory).pools(declared.pools());
        Map<String, Network> networks = assembly.networks(declared.networks());
        Map<String, Image> images = assembly.images(declared.images());
        Cards cards = new Cards(diagnostics, networks);
        Identities identities = new Identities(diagnostics, cards);
        NicAddresses addresses = new NicAddresses(diagnostics, networks);
        SlotAssembly slotAssembly = new SlotAssembly(diagnostics, names, inventory, pools, addresses, identities);
        declared.slots().forEach(said -> slotAssembly.assemble(said, slots));
        Map<String, Guest> guests = new GuestAssembly(diagnostics, names, inventory, pools, addresses, identities, cards).assemble(declared.guests());
        declared.checkBoots(slots);
        Map<String, Group> groups = inventory.all();
        groups.values().forEach(group -> group.hosts().forEach(host -> groupsOf.computeIfAbsent(host, fresh -> new ArrayList<>()).add(group.name())));
        Map<String, HostSeen> seen = new LinkedHashMap<>();
        hosts.forEach((name, host) -> seen.put(name, HostSeen.of(host, groupsOf.getOrDefault(name, List.of()))));
        Roles roles = new Roles(diagnostics, binder, files, playbook.orElse(Path.of("")));
        Site site = new Site(diagnostics, names, binder, inventory, slots, identities, files, roles, vocabulary, seen, images, declared.handlers(), new AtomicInteger());
        List<Play> evaluated = declared.plays().stream()
                .filter(play -> !files.used().contains(play.at().file())).map(play -> new PlayInMaking(site).made(play)).toList();
        return new Playbook(playbook.map(PlaybookFiles::shown).orElse(""), hosts, groups, pools, networks, images,
                declared.templates(), slots.all(), guests, evaluated, variables.all(), variables.given(), files.used());
    }

    private static void read(List<InventorySource> inventories, PlaybookFiles files, Words words, Inventory inventory, Names names) {
        boolean first = true;
        for (InventorySource source : inventories) {
            if (!first) {
                names.nextInventory();
            }
            first = false;
            if (source instanceof InventorySource.GroovyFile file) {
                files.read(file.path(), words);
            } else if (source instanceof InventorySource.Listed listed) {
                inventory.add(listed);
            }
        }
    }
}
