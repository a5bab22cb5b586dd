package io.berth.task;

import io.berth.libvirt.DomainComparison;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.List;

/** Half a sentence on what changes in a domain. */
final class DomainSummary {

    private static final int NAMED = 3;

    private DomainSummary() {
    }

    static String of(DomainComparison comparison, Element wanted, Element stored) {
        List<String> changes = new ArrayList<>(amounts(wanted, stored));
        List<String> others = comparison.differences().stream()
                .map(difference -> difference.substring(0, end(difference)))
                .filter(path -> !path.startsWith("memory") && !path.startsWith("vcpu") && !path.startsWith("metadata"))
                .map(path -> path.startsWith("devices/") ? path.substring("devices/".length()) : path)
                .toList();
        others.stream().limit(NAMED).forEach(changes::add);
        if (others.size() > NAMED) {
            changes.add(others.size() - NAMED + " more");
        }
        return changes.isEmpty() ? "the template has changed" : String.join(", ", changes);
    }

    /** A path ends at the colon before its values; those within brackets are of a MAC. */
    private static int end(String difference) {
        int end = difference.indexOf(": ");
        return end < 0 ? difference.length() : end;
    }

    /** Of a domain whose stored definition is as wanted: what it says and the running domain does not have yet. */
    static String waiting(Element wanted, FoundDomain found) {
        List<String> live = found.active() ? amounts(wanted, found.live()) : List.of();
        return live.isEmpty() ? "as its template says" : "at next boot: " + String.join(", ", live);
    }

    /** What differs in memory and virtual CPUs: {@code memory 512 MiB -> 1 GiB}. */
    private static List<String> amounts(Element wanted, Element found) {
        List<String> changes = new ArrayList<>();
        Size from = DomainComparison.memory(found);
        Size to = DomainComparison.memory(wanted);
        if (!from.equals(to)) {
            changes.add("memory " + from + " -> " + to);
        }
        if (!wanted.textAt("vcpu").isEmpty() && !wanted.textAt("vcpu").equals(found.textAt("vcpu"))) {
            changes.add("vcpus " + found.textAt("vcpu") + " -> " + wanted.textAt("vcpu"));
        }
        return changes;
    }
}
