package io.berth.task;

import io.berth.api.Scope;
import io.berth.libvirt.DomainMark;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Slot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is given to libvirt for a slot: its rendered template, with the existing domain's UUID (libvirt takes the same
 * name with another one for an error), the existing MACs where the template has none, and berth's mark.
 */
final class WantedDomain {

    private WantedDomain() {
    }

    /** The UUID of a slot's domain that is not there yet: the same each time, so that a template may print it. */
    static String derivedUuid(Slot slot, Scope scope) {
        return UUID.nameUUIDFromBytes(("berth domain " + scope.host().name() + " " + slot.name()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static Element of(Slot slot, Element rendered, String uuid, Optional<FoundDomain> found) {
        Element domain = rendered.with(Element.text("uuid", uuid), "name");
        if (found.isPresent()) {
            List<String> macs = found.get().stored().at("devices", "interface")
                    .map(nic -> nic.attributeOf("mac", "address")).toList();
            domain = withMacs(domain, macs);
        }
        return DomainMark.of(slot.name(), rendered).onto(domain);
    }

    /** An interface without a MAC takes that of the existing one in its place, unless the template gives it to another. */
    private static Element withMacs(Element domain, List<String> macs) {
        List<String> said = domain.at("devices", "interface").map(nic -> nic.attributeOf("mac", "address")).toList();
        Element devices = domain.child("devices").orElse(Element.of("devices", Map.of()));
        List<Element> children = new ArrayList<>();
        int place = 0;
        for (Element device : devices.children()) {
            if (!device.name().equals("interface")) {
                children.add(device);
                continue;
            }
            boolean takes = device.child("mac").isEmpty() && place < macs.size() && !said.contains(macs.get(place));
            children.add(takes ? device.with(Element.of("mac", Map.of("address", macs.get(place)))) : device);
            place++;
        }
        return place == 0 ? domain : domain.with(devices.withChildren(children));
    }
}
