package io.berth.model;

import io.berth.diag.SourceRange;

/**
 * Tasks with a rescue and an always part of their own.
 *
 * @param parent number of the block around it; -1: this is the play itself, block 0
 * @param role which part of the parent it stands in
 */
public record Block(int number, int parent, TaskSpec.Role role, SourceRange at) {
}
