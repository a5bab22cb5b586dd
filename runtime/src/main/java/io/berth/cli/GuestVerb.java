package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that does the same with each of some guests, all at once, wherever they are. */
@Command
abstract class GuestVerb extends InventoryVerb {

    @Parameters(index = "0", paramLabel = "GUEST", description = "guests: names, web*, web[01-03], with commas")
    String pattern;

    @Mixin
    GuestOptions which;

    /** The tasks of one of them, as {@link #tasks()}. */
    abstract List<String> tasks(SeenGuest guest) throws Exception;

    /**
     * The same of one that was started without libvirt.
     *
     * @throws Usage if this cannot be done with such
     */
    List<String> rawTasks(SeenGuest guest) throws Exception {
        throw GuestOptions.withoutLibvirt(guest);
    }

    /** @throws Usage if there are none */
    final List<SeenGuest> guests() throws InterruptedException {
        return which.meant(pattern, site, secrecy());
    }

    /** As it was said. */
    final String pattern() {
        return pattern;
    }

    /** What the hosts have and what runs on them, as they were seen when it looked for its guests. */
    final Cluster cluster() throws InterruptedException {
        return which.survey(site, secrecy()).cluster();
    }

    /** A host that could not be asked counts, whatever was done on the others: a guest that is meant may be there. */
    @Override
    public Integer call() throws Exception {
        int exit = super.call();
        return exit == Exit.OK ? which.survey(site, secrecy()).exit() : exit;
    }

    /** What is asked of all of them: {@code "Power off"}, and what is lost by it. */
    final String asked(String verb, String lost) throws InterruptedException {
        return verb + " " + guests().stream().map(guest -> guest.name() + " (" + guest.host() + ")").collect(Collectors.joining(", ")) + "? " + lost;
    }

    @Override
    List<String> tasks() throws Exception {
        List<String> all = new ArrayList<>();
        for (SeenGuest guest : guests()) {
            all.addAll(guest.raw() ? rawTasks(guest) : tasks(guest));
        }
        return all;
    }

    /** A task's word with the guest as its first argument, on its host. More arguments may follow, each behind a comma. */
    static String task(String word, SeenGuest guest) {
        return word + " " + GroovyText.quoted(guest.name()) + ", on: " + GroovyText.quoted(guest.host());
    }

    /** The same with more arguments, as a playbook has them. */
    static String task(String word, SeenGuest guest, String more) {
        return task(word, guest) + ", " + more;
    }

    static String seconds(long number) {
        return number + ".seconds";
    }
}
