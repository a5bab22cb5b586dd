package io.berth.script;

import io.berth.api.Param;
import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Secret;
import io.berth.model.SecretFailure;
import io.berth.model.SecretSource;
import io.berth.model.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The word {@code secrets}, which says where secrets come from, and the function {@code secret}, which asks for one. */
final class SecretWords {

    record OfVault(
            @Param(doc = "a YAML file of names and values, encrypted whole or value by value", positional = true, required = true) String file) {
    }

    record OfFile(
            @Param(doc = "the secret's name", positional = true, required = true) String name,
            @Param(doc = "the file that holds it, and nothing else", positional = true, required = true) String file) {
    }

    record OfEnv(
            @Param(doc = "the secret's name", positional = true, required = true) String name,
            @Param(doc = "the environment variable of berth that holds it", positional = true, required = true) String variable) {
    }

    record OfCommand(
            @Param(doc = "the secret's name", positional = true, required = true) String name,
            @Param(doc = "program and arguments; it prints the secret within a minute", positional = true, required = true) List<String> argv) {
    }

    private static final String EXAMPLE = "secrets { vault 'secrets.yml' }";

    private final Diagnostics diagnostics;
    private final Secrets secrets;
    private final Map<String, SecretSource.OfOne> ofOne = new LinkedHashMap<>();
    private final List<SecretSource.Vault> vaults = new ArrayList<>();
    /** What was asked for already: a secret, or {@link Unknown}. */
    private final Map<String, Object> asked = new HashMap<>();

    SecretWords(Diagnostics diagnostics, Secrets secrets) {
        this.diagnostics = diagnostics;
        this.secrets = secrets;
    }

    /** The word {@code secrets { … }}. */
    Object declare(Call call, Binder binder) {
        if (call.block().isEmpty() || !call.positional().isEmpty() || !call.named().isEmpty()) {
            diagnostics.error(call.at(), "'secrets' takes a block that says where secrets come from", EXAMPLE);
        }
        Words words = new Words("in 'secrets'", Map.of(
                "vault", said -> vault(binder.bind(said, OfVault.class)),
                "file", said -> one(binder.bind(said, OfFile.class), OfFile.class,
                        (file, at) -> new SecretSource.InFile(file.name(), beside(said, file.file()), at)),
                "env", said -> one(binder.bind(said, OfEnv.class), OfEnv.class,
                        (env, at) -> new SecretSource.InEnvironment(env.name(), env.variable(), at)),
                "command", said -> one(binder.bind(said, OfCommand.class), OfCommand.class,
                        (command, at) -> new SecretSource.FromCommand(command.name(), command.argv(), beside(said, ".").toAbsolutePath().normalize(), at))));
        call.block().ifPresent(block -> binder.within(words, block));
        return null;
    }

    private Object vault(Bound said) {
        said.text("file").ifPresent(file -> vaults.add(new SecretSource.Vault(beside(said.call(), file), said.call().at())));
        return null;
    }

    private interface Made<R> {
        SecretSource.OfOne of(R said, SourceRange at);
    }

    private <R extends Record> Object one(Bound said, Class<R> type, Made<R> made) {
        if (said.isSound()) {
            SecretSource.OfOne source = made.of(said.as(type), said.call().at());
            SecretSource.OfOne first = ofOne.putIfAbsent(source.name(), source);
            if (first != null) {
                diagnostics.error(said.at("name"), "a secret '" + source.name() + "' is declared already", "first at " + first.at());
            }
        }
        return null;
    }

    private static Path beside(Call call, String file) {
        return call.source().path().resolveSibling(file).normalize();
    }

    /**
     * The secret of that name: from the source that is said for it alone, else from the first vault that has it.
     *
     * @return {@link Unknown} if it cannot be had, and why is said
     * @throws Trouble if there is none
     */
    Object secret(Object name) {
        if (!(name instanceof String text)) {
            throw new Trouble("the name of a secret is a text, not " + Values.describe(name));
        }
        if (!asked.containsKey(text)) {
            asked.put(text, ask(text));
        }
        return asked.get(text);
    }

    private Object ask(String name) {
        List<SecretSource> sources = ofOne.containsKey(name) ? List.of(ofOne.get(name)) : List.copyOf(vaults);
        for (SecretSource source : sources) {
            try {
                Optional<String> found = secrets.text(source, name);
                if (found.isPresent()) {
                    return new Secret(name, Operators.limited(found.get()));
                }
            } catch (SecretFailure e) {
                diagnostics.error(source.at(), e.getMessage());
                return Unknown.VALUE;
            }
        }
        if (vaults.isEmpty() && ofOne.isEmpty()) {
            throw new Trouble("there is no secret '" + name + "'", "say where it comes from before it is asked for: " + EXAMPLE);
        }
        String[] near = DidYouMean.nearest(name, ofOne.keySet()).map(known -> new String[] {"did you mean '" + known + "'?"})
                .orElse(new String[] {"where it comes from is said before it is asked for"});
        throw new Trouble("there is no secret '" + name + "' in any of the sources", near);
    }
}
