package io.berth.libvirt;

import io.berth.model.Size;
import java.util.Map;

/** What a definition gives a domain: of one that runs what it has, where that is its live one. */
public final class Amounts {

    private Amounts() {
    }

    /** The most memory that it can be given while it runs; nothing where it says none. */
    public static Size mostMemory(Element domain) {
        return DomainComparison.memory(domain);
    }

    /** What it has of that; all where it says nothing of it. */
    public static Size memory(Element domain) {
        return domain.child("currentMemory")
                .map(now -> DomainComparison.memory(Element.of("domain", Map.of(), Element.text("memory", now.text()).withAttributes(now.attributes()))))
                .orElseGet(() -> DomainComparison.memory(domain));
    }

    /** The most processors that it can be given while it runs. */
    public static int mostVcpus(Element domain) {
        return number(domain.textAt("vcpu"), 1);
    }

    /** How many it has of them. */
    public static int vcpus(Element domain) {
        return number(domain.attributeOf("vcpu", "current"), mostVcpus(domain));
    }

    private static int number(String text, int otherwise) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
