package io.berth.task;

import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Image;
import io.berth.model.ImageName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** An image that a task names, with the store it is in. */
record StoredImage(ImageName name, Image image) {

    /** What can be an alias or a release. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    static StoredImage of(ImageName name, Scope scope) {
        return new StoredImage(name, scope.playbook().image(name.image()));
    }

    static void check(ImageName name, Scope scope, SourceRange at, Diagnostics into) {
        if (!scope.playbook().image(name.image()).released()) {
            into.error(at, "'" + name.image() + "' has no releases: it is a tree that is kept by hand", "leave out its 'tree', and capture that as its first release");
        }
    }

    /** Directory and image, as the scripts of stores want them, and what comes behind. */
    List<String> arguments(String... more) {
        List<String> all = new ArrayList<>(List.of(image.dir(), image.name()));
        all.addAll(Arrays.asList(more));
        return all;
    }

    /** The release that is meant where one is. */
    String release() {
        return name.release().isEmpty() ? ImageName.STABLE : name.release();
    }

    Footprint changed(Scope scope, Key... reads) {
        return new Footprint(with(scope, reads), Set.of(key()));
    }

    Footprint read(Scope scope, Key... reads) {
        Set<Key> all = with(scope, reads);
        all.add(key());
        return new Footprint(all, Set.of());
    }

    private static Set<Key> with(Scope scope, Key... more) {
        Set<Key> keys = new HashSet<>(Arrays.asList(more));
        keys.add(Key.wholeOf(scope.host()));
        return keys;
    }

    Key key() {
        return new Key("image", image.name(), image.store());
    }
}
