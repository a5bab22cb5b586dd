package io.berth.task;

import io.berth.libvirt.Element;
import io.berth.libvirt.WrittenXml;

/**
 * A domain as it is to be defined.
 *
 * @param text the domain as its template writes it, with the comments in what it has of others' metadata
 */
record RenderedDomain(Element domain, String text) {

    /** @param domain what becomes of it, with what libvirt and its host add */
    static RenderedDomain of(WrittenXml rendered, Element domain) {
        return new RenderedDomain(domain, rendered.element(domain));
    }
}
