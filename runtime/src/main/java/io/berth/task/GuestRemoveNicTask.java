package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A card of a guest taken away: at once if it runs, and from what is stored of it. */
final class GuestRemoveNicTask extends GuestMakerTask<GuestRemoveNicTask.RemoveNic> {

    public record RemoveNic(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the card's MAC", required = true, positional = true) String mac) { }

    GuestRemoveNicTask() {
        super("guestRemoveNic", RemoveNic.class, "Takes a network card from a guest.");
    }

    @Override
    String guest(RemoveNic said) {
        return said.guest();
    }

    @Override
    public String name(RemoveNic said) {
        return said.guest() + ":" + said.mac();
    }

    @Override
    Wrong wrong(RemoveNic said) {
        return new Wrong().unlessFits("mac", said.mac(), GuestCloneTask.MAC, "a MAC such as 52:54:00:12:34:56");
    }

    @Override
    Change change(RemoveNic said, Seen seen) throws TaskFailure {
        FoundDomain guest = seen.guest(said.guest());
        Optional<Element> stored = nic(guest.stored(), said.mac());
        Optional<Element> live = guest.active() ? nic(guest.live(), said.mac()) : Optional.empty();
        if (stored.isEmpty() && live.isEmpty()) {
            return Change.none("has no card " + said.mac());
        }
        List<String> words = new ArrayList<>(List.of("detach", guest.uuid(), "<mac address='" + said.mac().toLowerCase(Locale.ROOT) + "'/>"));
        live.ifPresent(there -> words.add("--live"));
        stored.filter(there -> guest.persistent()).ifPresent(there -> words.add("--config"));
        String xml = stored.or(() -> live).orElseThrow().print();
        return Change.running(Change.Kind.DELETE, "take card " + said.mac(), List.of(), List.of(GuestAddNicTask.ATTACH.with(words).reading(xml)));
    }

    private static Optional<Element> nic(Element domain, String mac) {
        return domain.at("devices", "interface").filter(nic -> nic.attributeOf("mac", "address").equalsIgnoreCase(mac)).findFirst()
                // libvirt finds it by its MAC, and wants to be told where it is: the rest differs between what runs and what is stored
                .map(nic -> Element.of("interface", java.util.Map.of("type", nic.attribute("type"))).withChildren(
                        Stream.of("mac", "source").flatMap(name -> nic.child(name).stream()).toList()));
    }
}
