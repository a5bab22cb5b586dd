package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;
import java.util.Map;

/**
 * A fixed place on a host, on which images are redeployed again and again.
 *
 * @param name the domain's name too; unique over all hosts
 * @param host name of its host
 * @param template name of its libvirt XML template
 * @param image name of the image that is deployed where a play says no other
 * @param vars further variables of the template
 * @param identity who its system is, as far as redeploys do not say otherwise
 * @param inserts absolute paths of directories and archives of the controller that redeploys lay over its tree, one after another
 */
public record Slot(String name, String host, Disk disk, Size memory, int vcpus, List<Nic> nics,
                   String template, String image, Map<String, Object> vars, Identity identity, List<String> inserts, SourceRange at) {
    public Slot {
        nics = List.copyOf(nics);
        vars = Map.copyOf(vars);
        inserts = List.copyOf(inserts);
    }

    /** One over whose tree nothing is laid. */
    public Slot(String name, String host, Disk disk, Size memory, int vcpus, List<Nic> nics,
                String template, String image, Map<String, Object> vars, Identity identity, SourceRange at) {
        this(name, host, disk, memory, vcpus, nics, template, image, vars, identity, List.of(), at);
    }

    /** One that says nothing of who its system is. */
    public Slot(String name, String host, Disk disk, Size memory, int vcpus, List<Nic> nics,
                String template, String image, Map<String, Object> vars, SourceRange at) {
        this(name, host, disk, memory, vcpus, nics, template, image, vars, Identity.NONE, at);
    }
}
