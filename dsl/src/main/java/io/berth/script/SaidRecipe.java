package io.berth.script;

import io.berth.api.Param;
import io.berth.model.Image;
import io.berth.model.ImageRecipe;
import io.berth.model.Redeploy;
import java.time.Duration;
import java.util.List;

/** What playbooks say of images and of how they are built, word for word. */
final class SaidRecipe {

    private SaidRecipe() {
    }

    record OfImage(
            @Param(doc = "its name", positional = true, required = true) String name,
            @Param(doc = "the host whose store holds it", required = true) String store,
            @Param(doc = "absolute path of the store on that host", fallback = Image.DIR) String dir,
            @Param(doc = "absolute path of a tree on that host that you keep yourself: it has no releases") String tree,
            @Param(doc = "how many of its newest releases stay when it is pruned, beside those in use, from 1; else all") int keep,
            @Param(doc = "of one that is built: how its releases are kept, tree, archive, or of a disk that gets no steps disk", fallback = "tree") ImageRecipe.Form form) {
    }

    record OfBoot(
            @Param(doc = "a slot that is there for nothing else, which is off otherwise", positional = true, required = true) String slot,
            @Param(doc = "how the release gets onto its disk", fallback = "auto") Redeploy.Strategy by,
            @Param(doc = "how long its ssh has until it answers with the new host key; 0.seconds: it is not waited for", fallback = "2min") Duration within,
            @Param(doc = "its agent answers, too") SaidRedeploy.Agent agent,
            @Param(doc = "something answers at a port of it, too") SaidRedeploy.Port port,
            @Param(doc = "a command of the slot's host ends well, too") SaidRedeploy.Test command) {
    }

    record OfBootstrap(
            @Param(doc = "the suite: bookworm", positional = true, required = true) String suite,
            @Param(doc = "packages beside those that every system has") List<String> packages,
            @Param(doc = "where packages are got; else where the store's host gets its own") String mirror,
            @Param(doc = "which packages every system has, as debootstrap says it: minbase, buildd; else the usual ones") String variant) {
    }

    record OfOrigin(
            @Param(doc = "an archive or a disk: a file of the controller, with onHost one of the store's host, or a URL", positional = true) String from,
            @Param(doc = "of a URL: sha256: and 64 hex digits") String checksum,
            @Param(doc = "whether it is on the store's host", fallback = "false") boolean onHost,
            @Param(doc = "in place of these another image of the same store: its name, or name@release") String image) {
    }

    record OfRun(
            @Param(doc = "program and arguments", positional = true, required = true) List<String> argv) {
    }

    record OfCopy(
            @Param(doc = "a file of the controller; this or content", positional = true) String src,
            @Param(doc = "the text of the file; this or src") String content,
            @Param(doc = "its path in the image, from the root on", required = true) String to,
            @Param(doc = "permissions in octal digits; else 0644, of a program 0755") String mode,
            @Param(doc = "owner, by name or number in the image; else root") String owner,
            @Param(doc = "owning group, by name or number in the image; else root's") String group) {
    }

    record OfRender(
            @Param(doc = "a FreeMarker template of the controller", positional = true, required = true) String src,
            @Param(doc = "its path in the image, from the root on", required = true) String to,
            @Param(doc = "permissions in octal digits; else 0644") String mode,
            @Param(doc = "owner, by name or number in the image; else root") String owner,
            @Param(doc = "owning group, by name or number in the image; else root's") String group) {
    }

    record OfInstall(
            @Param(doc = "packages of the image's own package manager", positional = true, required = true) List<String> names,
            @Param(doc = "whether what they recommend is installed, too", fallback = "false") boolean recommends) {
    }

    record OfProgram(
            @Param(doc = "a script of the controller", positional = true, required = true) String file,
            @Param(doc = "its arguments") List<String> arguments,
            @Param(doc = "program of the image that runs it; else what its first line names after #!") String interpreter) {
    }
}
