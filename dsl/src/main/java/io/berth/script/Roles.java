package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The roles that plays use: each is one file {@code roles/NAME.groovy} beside the playbook or beside a file that it includes, and is read
 * when it is first used.
 */
final class Roles {

    private static final Parts USE = Parts.of(Said.OfRoleUse.class, Said.HandedDown.class);

    private final Diagnostics diagnostics;
    private final Binder binder;
    private final PlaybookFiles files;
    private final Path playbook;
    private final Map<String, Optional<Role>> known = new LinkedHashMap<>();
    private final Set<String> inUse = new LinkedHashSet<>();

    Roles(Diagnostics diagnostics, Binder binder, PlaybookFiles files, Path playbook) {
        this.diagnostics = diagnostics;
        this.binder = binder;
        this.files = files;
        this.playbook = playbook;
    }

    /** The word {@code role 'nginx', port: 8080} of plays. */
    Object use(Call call, Section around, PlayWords words) {
        String name = call.positional().size() == 1 && call.positional().get(0).value() instanceof String text ? text : "";
        if (name.isEmpty()) {
            diagnostics.error(call.at(), "'role' wants the name of one role", "role 'nginx', port: 8080");
            return null;
        }
        SourceRange at = call.positional().get(0).at();
        if (inUse.contains(name)) {
            diagnostics.error(at, "the roles use one another: " + String.join(" -> ", inUse) + " -> " + name);
            return null;
        }
        known.computeIfAbsent(name, fresh -> find(name, at)).ifPresent(role -> {
            inUse.add(name);
            use(role, call, around, words);
            inUse.remove(name);
        });
        return null;
    }

    private void use(Role role, Call call, Section around, PlayWords words) {
        Call named = new Call("role " + role.name(), call.at(), call.source(), call.positional(), call.named(), call.block());
        Bound said = binder.bind(named, USE.and(role.parameters()));
        Map<String, Object> given = new LinkedHashMap<>();
        role.parameters().names().forEach(parameter -> given.put(parameter, said.values().get(parameter)));
        if (given.containsValue(Unknown.VALUE)) {
            return;
        }
        Section section = around.inner().scoped().based(role.directory()).with(given);
        words.close(section, said);
        role.handlers().forEach(handler -> words.handler(handler, section, role.name(), given));
        role.tasks().forEach(block -> words.tasksOfRole(call, section, block, given));
    }

    private Optional<Role> find(String name, SourceRange at) {
        Set<Path> places = new LinkedHashSet<>();
        places.add(playbook.toAbsolutePath().normalize().resolveSibling("roles"));
        files.directories().forEach(directory -> places.add(directory.resolve("roles")));
        for (Path roles : places) {
            Path file = roles.resolve(name + ".groovy");
            if (files.isOpen(file)) {
                diagnostics.error(at, "this file defines role '" + name + "' and cannot be included", "use it: role '" + name + "'");
                return Optional.empty();
            }
            RoleInMaking making = new RoleInMaking(name, roles.resolve(name), diagnostics, binder);
            if (file.getParent().equals(roles) && files.define(file, making.words())) {
                return making.made(PlaybookFiles.shown(file));
            }
        }
        diagnostics.error(at, "there is no role '" + name + "'", DidYouMean.hint(name, namesIn(places)),
                "a role is a file roles/" + name + ".groovy beside the playbook");
        return Optional.empty();
    }

    private static Set<String> namesIn(Set<Path> places) {
        Set<String> names = new LinkedHashSet<>();
        for (Path place : places) {
            try (Stream<Path> there = Files.list(place)) {
                there.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".groovy"))
                        .forEach(file -> names.add(file.substring(0, file.length() - ".groovy".length())));
            } catch (IOException e) {
                // There are no roles at that place.
            }
        }
        return names;
    }
}
