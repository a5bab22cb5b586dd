package io.berth.libvirt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What berth leaves in a domain's metadata: which slot or guest it is, and the digest of what its template said. By the digest
 * it sees that a template no longer says something, which libvirt's own text cannot tell from libvirt's own additions.
 *
 * @param kind {@link #SLOT} or {@link #GUEST}
 * @param name the slot's or guest's
 * @param digest SHA-256 of the rendered template's normal form, hexadecimal
 */
public record DomainMark(String kind, String name, String digest) {

    public static final String SLOT = "slot";
    public static final String GUEST = "guest";

    /** The namespace of the mark; ours for good, since it lies in people's domains. */
    public static final String NAMESPACE = "urn:berth:domain:1";

    /** The mark for a slot's rendered template, before anything is added to it. */
    public static DomainMark of(String slot, Element rendered) {
        return of(SLOT, slot, rendered);
    }

    /** Likewise for a guest's. */
    public static DomainMark ofGuest(String guest, Element rendered) {
        return of(GUEST, guest, rendered);
    }

    private static DomainMark of(String kind, String name, Element rendered) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Normal.of(rendered).print().getBytes(StandardCharsets.UTF_8));
            return new DomainMark(kind, name, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The mark a domain carries; empty: berth did not define it. */
    public static Optional<DomainMark> in(Element domain) {
        return domain.at("metadata").flatMap(metadata -> metadata.children().stream())
                .filter(DomainMark::isIn)
                .map(mark -> new DomainMark(mark.name().substring(mark.name().indexOf(':') + 1), mark.attribute("name"), mark.attribute("digest")))
                .findFirst();
    }

    static boolean isIn(Element child) {
        return child.namespace().equals(NAMESPACE);
    }

    /** The domain without a mark: it is no slot. */
    public static Element off(Element domain) {
        return domain.child("metadata").map(metadata -> {
            List<Element> others = metadata.children().stream().filter(child -> !isIn(child)).toList();
            if (others.size() == metadata.children().size()) {
                return domain;
            }
            return others.isEmpty() ? domain.without("metadata") : domain.with(metadata.withChildren(others));
        }).orElse(domain);
    }

    /** The domain with this mark in its metadata, in place of another that it may have. */
    public Element onto(Element domain) {
        Element mark = new Element("berth:" + kind, NAMESPACE,
                Map.of("xmlns:berth", NAMESPACE, "name", name, "digest", digest), List.of(), "", 0);
        Element metadata = domain.child("metadata").orElse(Element.of("metadata", Map.of()));
        List<Element> others = metadata.children().stream().filter(child -> !isIn(child)).toList();
        return domain.with(metadata.withChildren(others).with(mark, "metadata"), "name", "uuid", "title", "description");
    }
}
