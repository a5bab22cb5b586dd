package io.berth.cli;

import io.berth.cluster.GuestAddresses;
import io.berth.cluster.SeenGuest;
import io.berth.model.Host;
import io.berth.ssh.OpenSsh;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "login", description = {"Logs in to a guest by ssh, through its host, or runs a command there.",
    "berth guest login web1 -u root -- uptime"})
final class GuestLoginCommand implements Action {

    @Parameters(index = "0", paramLabel = "GUEST", description = "the guest's name")
    String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "CMD", description = "what ssh runs there, behind --; else a shell")
    List<String> command = new ArrayList<>();

    @Option(names = {"-u", "--user"}, paramLabel = "USER", defaultValue = "", description = "else as ssh's configuration says")
    String user;

    @Option(names = "--address", paramLabel = "ADDRESS", defaultValue = "", description = "where it answers; else as its agent, its network's leases or its host's neighbours tell")
    String address;

    @Option(names = {"-O", "--ssh-option"}, paramLabel = "KEY=VALUE", description = "an option as ssh's configuration has it; may be given several times")
    List<String> options = new ArrayList<>();

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        SeenGuest guest = which.running(name, site, secrecy);
        Host host = which.host(guest);
        List<String> found = new ArrayList<>(address.isEmpty() ? List.of() : List.of(address));
        if (found.isEmpty()) {
            int exit = Survey.one(host, GuestAddresses.look(guest.domain().orElseThrow()), secrecy, answer -> answer.out().lines().forEach(found::add));
            if (exit != Exit.OK) {
                return exit;
            }
        }
        if (found.isEmpty()) {
            System.err.println("berth: guest " + guest.name() + " has no address that host " + host.name() + " knows of; berth guest wait " + guest.name() + " waits for one");
            return Exit.FAILED;
        }
        return Terminal.run(ssh(host, guest.name(), found.get(0)));
    }

    /** The guest's host key is known by the guest's name: addresses are given to one after another. */
    private List<String> ssh(Host host, String guest, String at) {
        List<String> argv = new ArrayList<>(List.of("ssh"));
        options.forEach(option -> argv.addAll(List.of("-o", option)));
        argv.addAll(List.of("-o", "HostKeyAlias=" + guest));
        if (host.connection() == Host.Connection.SSH) {
            argv.addAll(List.of("-o", "ProxyCommand=" + OpenSsh.proxy(host)));
        }
        if (!user.isEmpty()) {
            argv.addAll(List.of("-l", user));
        }
        argv.addAll(List.of("--", at));
        argv.addAll(command);
        return argv;
    }
}
