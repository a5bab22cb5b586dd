package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.Image;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all plays of a playbook are made from, once its declarations are known.
 *
 * @param vocabulary the task types that are words
 * @param hosts as playbook code sees them, by name
 * @param handlers those that are declared for all plays, by name
 * @param lastTask the number that was given last to a task
 */
record Site(Diagnostics diagnostics, Names names, Binder binder, Inventory inventory, Slots slots, Identities identities, PlaybookFiles files, Roles roles,
            Map<String, TaskWord> vocabulary, Map<String, HostSeen> hosts, Map<String, Image> images, Map<String, Call> handlers, AtomicInteger lastTask) {

    int nextTask() {
        return lastTask.incrementAndGet();
    }
}
