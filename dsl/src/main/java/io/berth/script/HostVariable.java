package io.berth.script;

import io.berth.diag.SourceRange;

/**
 * One variable of a host, after all that is said of it is merged.
 *
 * @param at where it was said
 * @param foreign whether it was said in an Ansible inventory, where texts may hold Jinja
 */
record HostVariable(Object value, SourceRange at, boolean foreign) {
}
