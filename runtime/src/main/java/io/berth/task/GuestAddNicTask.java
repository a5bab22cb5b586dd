package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One more card of a guest: at once if it runs, and in what is stored of it. */
final class GuestAddNicTask extends GuestMakerTask<GuestAddNicTask.AddNic> {

    static final Script ATTACH = Script.of(GuestAddNicTask.class, "virsh.sh", "guest/device.sh");

    public record AddNic(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "libvirt's network that it is put on; or none, with a bridge") String network,
            @Param(doc = "the host's bridge that it is put on") String bridge,
            @Param(doc = "its MAC; with one, a guest that has it already is as it should be. Else one is made from the guest's name, that no guest of the host has") String mac,
            @Param(doc = "what kind of card the guest sees", fallback = "virtio") String model) { }

    GuestAddNicTask() {
        super("guestAddNic", AddNic.class, "Gives a guest one more network card.");
    }

    @Override
    String guest(AddNic said) {
        return said.guest();
    }

    @Override
    public String name(AddNic said) {
        return said.guest() + ":" + (said.mac().isEmpty() ? said.network() + said.bridge() : said.mac());
    }

    @Override
    Wrong wrong(AddNic said) {
        return new Wrong().when(said.network().isEmpty() == said.bridge().isEmpty(), "a card is put on a 'network' or on a 'bridge'")
                .unlessLine("network", said.network()).unlessLine("bridge", said.bridge()).unlessLine("model", said.model())
                .when(!said.mac().isEmpty() && !GuestCloneTask.MAC.matcher(said.mac()).matches(), "'mac' wants a MAC such as 52:54:00:12:34:56");
    }

    @Override
    Change change(AddNic said, Seen seen) throws TaskFailure {
        FoundDomain guest = seen.guest(said.guest());
        boolean named = !said.mac().isEmpty();
        String mac = named ? said.mac().toLowerCase(Locale.ROOT) : FreshMacs.of(guest.name(), 1, seen.macs()).get(0);
        if (guest.macs().contains(mac)) {
            return Change.none("has a card " + mac);
        }
        if (seen.macs().contains(mac)) {
            throw new Refusal("another guest of host " + seen.scope().host().name() + " has MAC " + mac, "choose another one, or none");
        }
        Map<String, String> source = said.network().isEmpty() ? Map.of("bridge", said.bridge()) : Map.of("network", said.network());
        Element nic = Element.of("interface", Map.of("type", said.network().isEmpty() ? "bridge" : "network"), Element.of("mac", Map.of("address", mac)),
                Element.of("source", new LinkedHashMap<>(source)), Element.of("model", Map.of("type", said.model())));
        return Change.running(named ? Change.Kind.CREATE : Change.Kind.ACT, "card " + mac + " on " + said.network() + said.bridge(), List.of(),
                List.of(ATTACH.with(attach(guest)).reading(nic.print())));
    }

    private static List<String> attach(FoundDomain guest) {
        List<String> words = new ArrayList<>(List.of("attach-device", guest.uuid()));
        words.addAll(Making.where(guest));
        return words;
    }
}
