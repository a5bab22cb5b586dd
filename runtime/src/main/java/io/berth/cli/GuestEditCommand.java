package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.cluster.VirshCall;
import io.berth.script.GroovyText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "edit", description = {"Changes a guest's definition with $EDITOR: it is checked by its host's schema, and what changes is shown.",
    "A text that is not taken is kept."})
final class GuestEditCommand extends InventoryVerb {

    @Parameters(paramLabel = "GUEST", description = "the guest's name")
    String name;

    @Option(names = "--editor", paramLabel = "CMD", defaultValue = "${env:EDITOR:-vi}", description = "as $EDITOR has it (${DEFAULT-VALUE})")
    String editor;

    @Mixin
    GuestOptions which;

    private Path text;

    /** What changes is shown. */
    @Override
    Shown shown() throws InterruptedException {
        ViewOptions view = (ViewOptions) super.shown();
        return new ViewOptions(view.outputs(), view.verbose(), true);
    }

    @Override
    List<String> tasks() throws Exception {
        SeenGuest guest = which.one(name, site, secrecy());
        return List.of(GuestVerb.task("guestDefine", guest, "file: " + GroovyText.quoted(text.toString()) + ", exact: true"));
    }

    @Override
    public Integer call() throws Exception {
        SeenGuest guest = which.one(name, site, secrecy());
        Path directory = Files.createDirectories(Runs.state().resolve("verbs").resolve("edit"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        text = Files.createTempFile(directory, guest.name() + "-", ".xml");
        int exit = Exit.FAILED;
        try {
            exit = edited(guest);
            return exit;
        } finally {
            if (exit == Exit.OK) {
                Files.deleteIfExists(text);
            } else if (Files.size(text) > 0) {
                System.err.println("berth: your text is kept: " + text + "; berth guest define FILE takes it once it is mended");
            }
        }
    }

    private int edited(SeenGuest guest) throws Exception {
        StringBuilder before = new StringBuilder();
        int asked = Survey.one(which.host(guest), VirshCall.of("dumpxml", "--inactive", "--security-info", "--domain", guest.domain().orElseThrow().uuid()), secrecy(),
                answer -> before.append(answer.out()));
        if (asked != Exit.OK) {
            return asked;
        }
        Files.writeString(text, before);
        int ended = Terminal.run(List.of("/bin/sh", "-c", editor + " \"$1\"", "editor", text.toString()));
        if (ended != 0) {
            System.err.println("berth: the editor '" + editor + "' ended with status " + ended + "; nothing was touched");
            return Exit.FAILED;
        }
        if (Files.readString(text).contentEquals(before)) {
            System.err.println("berth: guest " + guest.name() + " was not changed");
            return Exit.OK;
        }
        return super.call();
    }
}
