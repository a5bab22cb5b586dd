package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.ImageName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names that a playbook declares, by kind ({@code pool}, {@code host}). A declaration with errors keeps its name, so that
 * references to it are not said to be wrong as well.
 */
final class Names {

    private final Diagnostics diagnostics;
    private final Map<String, Map<String, SourceRange>> declared = new LinkedHashMap<>();
    private final Set<String> presumed = new HashSet<>();
    private final Set<String> doubtful = new HashSet<>();
    /** What an earlier inventory says, and another may say again. */
    private final Map<String, Set<String>> earlier = new HashMap<>();
    private boolean incomplete;

    Names(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** A file could not be read or parsed: what it declares is not known, so no reference is said to lead to nothing. */
    void incomplete() {
        incomplete = true;
    }

    boolean isIncomplete() {
        return incomplete;
    }

    /** A word that is none, already said to be, may have meant to declare the first name given to it. */
    void presume(Call unknown) {
        if (!unknown.positional().isEmpty() && unknown.positional().get(0).value() instanceof String name) {
            presumed.add(name);
        }
        doubtful.add("slot");
        doubtful.add("guest");
    }

    boolean isPresumed(String name) {
        return incomplete || presumed.contains(name);
    }

    /** An error, already said, hides some names of the kind: that none is found is not worth saying any more. */
    void doubt(String kind) {
        doubtful.add(kind);
    }

    boolean isDoubtful(String kind) {
        return incomplete || doubtful.contains(kind);
    }

    /** What comes now is of another inventory: it may name the same hosts and groups. */
    void nextInventory() {
        for (String kind : Set.of("host", "group")) {
            earlier.put(kind, new HashSet<>(known(kind)));
        }
    }

    /** @return whether the name is new, or that of an earlier inventory; if not, that is said */
    boolean declare(String kind, String name, SourceRange at) {
        SourceRange first = of(kind).putIfAbsent(name, at);
        if (first != null && earlier.containsKey(kind) && earlier.get(kind).remove(name)) {
            return true;
        }
        if (first != null) {
            diagnostics.error(at, kind + " '" + name + "' is declared already", "first at " + first);
        }
        return first == null;
    }

    /** @return whether there is one; if not, that is said */
    boolean check(String kind, String name, SourceRange at) {
        boolean known = of(kind).containsKey(name);
        if (!known && !isPresumed(name)) {
            String hint = DidYouMean.hint(name, known(kind));
            diagnostics.error(at, "there is no " + kind + " '" + name + "'", hint);
        }
        return known;
    }

    /** The same for the image that a part says, with or without a release. */
    boolean checkImage(Bound said, String part) {
        return said.text(part).map(text -> {
            ImageName name = ImageName.of(text);
            if (text.endsWith("@")) {
                checkRelease(name, said.at(part));
            }
            return checkImage(name, said.at(part));
        }).orElse(true);
    }

    boolean checkImage(ImageName name, SourceRange at) {
        if (!name.release().isEmpty()) {
            checkRelease(name, at);
        }
        return check("image", name.image(), at);
    }

    private void checkRelease(ImageName name, SourceRange at) {
        if (!name.release().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            diagnostics.error(at, "'" + name.release() + "' cannot be a release of an image",
                    name.image() + "@" + ImageName.STABLE + ", or " + name.image() + "@ and a name that 'berth image list' shows");
        }
    }

    Set<String> known(String kind) {
        return of(kind).keySet();
    }

    private Map<String, SourceRange> of(String kind) {
        return declared.computeIfAbsent(kind, fresh -> new LinkedHashMap<>());
    }
}
