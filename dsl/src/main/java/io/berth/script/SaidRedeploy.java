package io.berth.script;

import io.berth.api.Param;
import io.berth.model.Redeploy;
import io.berth.model.Slot;
import java.time.Duration;
import java.util.List;

/** What playbooks say of a redeploy, and of when a guest counts as ready, word for word. */
final class SaidRedeploy {

    private SaidRedeploy() {
    }

    record OfRedeploy(
            @Param(doc = "the slot, or its name", positional = true, required = true) Slot slot,
            @Param(doc = "the image: its name, or name@release; else the slot's") String image,
            @Param(doc = "how the new system gets onto the slot's disk", fallback = "rsync") Redeploy.Strategy by,
            @Param(doc = "how it is made sure that the release is what it was when it was made; full: all of it is read before", fallback = "listed") Redeploy.Verify verify,
            @Param(doc = "how the running guest is shut down") Shutdown shutdown,
            @Param(doc = "directories and archives, from the file that says it, that are laid over its tree before it gets its identity; else the slot's") List<String> insert,
            @Param(doc = "who the new system is; what is not said is the slot's") SaidIdentity.OfIdentity identity,
            @Param(doc = "whether the guest is started afterwards", fallback = "true") boolean start,
            @Param(doc = "when the started guest counts as ready") Ready ready,
            @Param(doc = "what becomes of a system that does not become ready: rollback puts back what was there before", fallback = "leave") Redeploy.OnFailure onFailure) {
    }

    record Shutdown(
            @Param(doc = "how long the guest has to shut down by itself", fallback = "60s") Duration within,
            @Param(doc = "what is done when it has not", fallback = "destroy") Redeploy.OnTimeout then) {
    }

    record Ready(
            @Param(doc = "its ssh answers with its new host key") Ssh ssh,
            @Param(doc = "its agent answers") Agent agent,
            @Param(doc = "something answers at a port of it") Port port,
            @Param(doc = "a command of the slot's host ends well: it may ask the guest whatever it wants") Test command) {
    }

    /** What must hold of a guest beside that its ssh answers. */
    static Redeploy.Checks checks(Agent agent, Port port, Test command) {
        Redeploy.Checks checks = new Redeploy.Checks(agent.within(), port.number(), port.within(), command.text(), command.within());
        return checks.none() ? Redeploy.Checks.NONE : checks;
    }

    record Agent(
            @Param(doc = "how long it has; else it is not waited for", fallback = "0s") Duration within) {
    }

    record Port(
            @Param(doc = "its number, 1 to 65535", positional = true) int number,
            @Param(doc = "how long it has", fallback = "2min") Duration within) {
    }

    record Test(
            @Param(doc = "for a shell, as root, with the guest's $ADDRESS and the name of the $SLOT; tried until it ends with status 0", positional = true) String text,
            @Param(doc = "how long it has", fallback = "2min") Duration within) {
    }

    record Ssh(
            @Param(doc = "how long it has; 0.seconds: it is not waited for", fallback = "2min") Duration within) {
    }
}
