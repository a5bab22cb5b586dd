package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.Optional;

/**
 * A golden operating system: an image with releases in a store, or a tree that somebody keeps by hand.
 *
 * @param store name of the host whose store holds it
 * @param dir absolute path of the store on that host: what belongs to the image lies in a directory of its name there
 * @param tree absolute path of a tree on that host that is no release and is taken as it is; empty: it has releases
 * @param keep how many of its newest releases stay when it is pruned, beside those that are in use; 0: all
 * @param recipe how its releases are made; empty: they come from elsewhere
 */
public record Image(String name, String store, String dir, String tree, int keep, Optional<ImageRecipe> recipe, SourceRange at) {

    /** Where stores are unless a playbook says otherwise. */
    public static final String DIR = "/var/lib/berth/images";

    public Image(String name, String store, String dir, String tree, int keep, SourceRange at) {
        this(name, store, dir, tree, keep, Optional.empty(), at);
    }

    /** An image that has releases. */
    public boolean released() {
        return tree.isEmpty();
    }
}
