package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.GuestDisk.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is said in the blocks of {@code guest} and {@code guests}: their parts, and what disks are copies of. */
final class GuestWords {

    private final Diagnostics diagnostics;
    private final Binder binder;
    private final List<Bound> all = new ArrayList<>();

    GuestWords(Diagnostics diagnostics, Binder binder) {
        this.diagnostics = diagnostics;
        this.binder = binder;
    }

    void add(Bound said) {
        all.add(said);
    }

    List<Bound> all() {
        return all;
    }

    /** @param who names of guests, as they are said in parentheses */
    Bound guest(Call call, Class<? extends Record> who) {
        Binding binding = binder.open(call, Parts.of(who, SaidGuest.OfGuest.class));
        call.block().ifPresent(block -> {
            Map<String, Function<Call, Object>> words = new LinkedHashMap<>(binding.meanings());
            words.put("image", said -> source(said, Source.Kind.IMAGE));
            words.put("guest", said -> source(said, Source.Kind.GUEST));
            binder.within(new Words("in '" + call.word() + "'", words, unknown -> binding.presume(unknown.word())), block);
        });
        return binding.closed();
    }

    private Object source(Call said, Source.Kind kind) {
        boolean plain = said.positional().size() == 1 && said.named().isEmpty() && said.block().isEmpty();
        Object value = plain ? said.positional().get(0).value() : null;
        if (value instanceof String name) {
            return new SaidSource(new Source(kind, name));
        }
        if (!Unknown.is(value)) {
            diagnostics.error(said.at(), "here '" + said.word() + "' takes a name and nothing else", "disk pool: 'primary', from: " + said.word() + "('…')");
        }
        return Unknown.VALUE;
    }
}
