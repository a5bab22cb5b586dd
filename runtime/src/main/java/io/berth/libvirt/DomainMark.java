package io.berth.libvirt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What berth leaves in a domain's metadata: which slot it is, and the digest of what its template said. By the digest
 * it sees that a template no longer says something, which libvirt's own text cannot tell from libvirt's own additions.
 *
 * @param digest SHA-256 of the rendered template's normal form, hexadecimal
 */
public record DomainMark(String slot, String digest) {

    /** The namespace of the mark; ours for good, since it lies in people's domains. */
    public static final String NAMESPACE = "urn:berth:domain:1";

    /** The mark for a rendered template, before anything is added to it. */
    public static DomainMark of(String slot, Element rendered) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Normal.of(rendered).print().getBytes(StandardCharsets.UTF_8));
            return new DomainMark(slot, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The mark a domain carries; empty: berth did not define it. */
    public static Optional<DomainMark> in(Element domain) {
        return domain.at("metadata").flatMap(metadata -> metadata.children().stream())
                .filter(DomainMark::isIn)
                .map(mark -> new DomainMark(mark.attribute("name"), mark.attribute("digest")))
                .findFirst();
    }

    static boolean isIn(Element child) {
        return child.namespace().equals(NAMESPACE);
    }

    /** The domain without a mark: it is no slot. */
    public static Element off(Element domain) {
        return domain.child("metadata").map(metadata -> {
            List<Element> others = metadata.children().stream().filter(child -> !isIn(child)).toList();
            return others.isEmpty() ? domain.without("metadata") : domain.with(metadata.withChildren(others));
        }).orElse(domain);
    }

    /** The domain with this mark in its metadata, in place of another that it may have. */
    public Element onto(Element domain) {
        Element mark = new Element("berth:slot", NAMESPACE,
                Map.of("xmlns:berth", NAMESPACE, "name", slot, "digest", digest), List.of(), "", 0);
        Element metadata = domain.child("metadata").orElse(Element.of("metadata", Map.of()));
        List<Element> others = metadata.children().stream().filter(child -> !isIn(child)).toList();
        return domain.with(metadata.withChildren(others).with(mark, "metadata"), "name", "uuid", "title", "description");
    }
}
