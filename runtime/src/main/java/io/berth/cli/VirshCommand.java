package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.model.Host;
import io.berth.model.Playbook;
import io.berth.ssh.OpenSsh;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "virsh", description = {"Passes a call on to virsh of a host, or of whichever host has a guest. Nothing is checked, asked or recorded.",
    "berth virsh kvm1 -- nodeinfo",
    "berth virsh web1 -- domblklist --details"})
final class VirshCommand implements Action {

    @Parameters(index = "0", paramLabel = "GUEST|HOST", description = "a host's name, else a guest's")
    String name;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ARGS",
            description = "virsh's own, behind --. Of a guest {} stands for it; where that is not said, it comes behind the first word")
    List<String> words = new ArrayList<>();

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        Playbook known = site.loadIfThere(secrecy);
        if (known.hosts().containsKey(name)) {
            return pass(known.hosts().get(name), words);
        }
        SeenGuest guest = which.one(name, site, secrecy);
        return pass(which.host(guest), words(words, guest.domain().orElseThrow().uuid()));
    }

    static List<String> words(List<String> said, String uuid) {
        if (said.contains("{}")) {
            return said.stream().map(word -> word.equals("{}") ? uuid : word).toList();
        }
        return Stream.of(said.subList(0, 1), List.of("--domain", uuid), said.subList(1, said.size())).flatMap(List::stream).toList();
    }

    /** Runs virsh of a host here, in the terminal if there is one. @return its status */
    static int pass(Host host, List<String> words) throws Exception {
        List<String> virsh = new ArrayList<>(List.of("virsh", "--connect", "qemu:///system"));
        virsh.addAll(words);
        return Terminal.run(OpenSsh.command(host, Terminal.isThere() ? List.of("-t") : List.of(), virsh));
    }
}
