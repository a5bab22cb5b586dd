package io.berth.task;

import io.berth.libvirt.DomainMark;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Guest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is given to libvirt for a guest: its rendered template, with what the guest that is there already keeps (its UUID, the MACs that the playbook
 * does not say, the variables of its firmware) and berth's mark.
 */
final class WantedGuest {

    private WantedGuest() {
    }

    /** The UUID of a guest that is not there yet: the same wherever it is placed. */
    static String derivedUuid(Guest guest) {
        return UUID.nameUUIDFromBytes(("berth guest " + guest.name()).getBytes(StandardCharsets.UTF_8)).toString();
    }

    static Element of(Guest guest, Element rendered, String uuid, Optional<FoundDomain> found) {
        Element domain = rendered.with(Element.text("uuid", uuid), "name");
        if (found.isPresent()) {
            domain = withMacs(guest, domain, found.get().stored());
            domain = withNvram(domain, found.get().stored());
        }
        return DomainMark.ofGuest(guest.name(), rendered).onto(domain);
    }

    /** A card whose MAC is made from the name has that of the card in its place, if there is one. */
    private static Element withMacs(Guest guest, Element domain, Element stored) {
        List<String> there = stored.at("devices", "interface").map(nic -> nic.attributeOf("mac", "address")).toList();
        List<Element> changed = new ArrayList<>();
        int number = 0;
        for (Element device : domain.child("devices").map(Element::children).orElse(List.of())) {
            if (device.name().equals("interface")) {
                String mac = device.attributeOf("mac", "address");
                boolean derived = guest.nics().stream().anyMatch(nic -> nic.derived() && nic.mac().equals(mac));
                if (derived && number < there.size() && !there.contains(mac) && !there.get(number).isEmpty()) {
                    device = device.with(device.child("mac").orElseThrow().withAttribute("address", there.get(number)));
                }
                number++;
            }
            changed.add(device);
        }
        return domain.child("devices").map(devices -> domain.with(devices.withChildren(changed))).orElse(domain);
    }

    /** libvirt would give a definition that says no file for them a new one where the guest was renamed. */
    private static Element withNvram(Element domain, Element stored) {
        Optional<Element> os = domain.child("os").filter(said -> said.attribute("firmware").equals("efi") && said.child("nvram").isEmpty());
        Optional<Element> nvram = stored.at("os", "nvram").findFirst();
        return os.isPresent() && nvram.isPresent() ? domain.with(os.get().with(nvram.get(), "type", "firmware", "loader")) : domain;
    }
}
