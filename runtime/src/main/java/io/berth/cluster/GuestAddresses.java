package io.berth.cluster;

import io.berth.api.Script;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a guest may answer, as its host knows: by its agent, its network's leases, and its neighbours. */
public final class GuestAddresses {

    private static final String SHELL = "/io/berth/task/";
    private static final Script LOOK = Script.of(GuestAddresses.class, SHELL + "virsh.sh", SHELL + "slot/say.sh", SHELL + "slot/ssh.sh",
            SHELL + "guest/address.sh", SHELL + "guest/addresses.sh");

    private GuestAddresses() {
    }

    /** Prints them, one a line, those first whose ssh greets. Changes nothing. */
    public static Command look(FoundDomain guest) {
        List<String> arguments = new ArrayList<>(List.of(guest.uuid()));
        arguments.addAll(nics(guest));
        return LOOK.with(arguments);
    }

    /** Of each of its interfaces network, MAC, and the address that was declared: three words, empty where there is none. */
    public static List<String> nics(FoundDomain guest) {
        return guest.live().at("devices", "interface")
                .flatMap(nic -> Stream.of(nic.attributeOf("source", "network"), nic.attributeOf("mac", "address").toLowerCase(Locale.ROOT), "")).toList();
    }
}
