package io.berth.model;

import io.berth.diag.SourceRange;

/**
 * A golden operating system: a tree in a store.
 *
 * @param store name of the host whose store holds it
 * @param tree absolute path of the tree on that host
 */
public record Image(String name, String store, String tree, SourceRange at) {
}
