package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;

/**
 * A dnsmasq that is not libvirt's: a file that it reads by {@code dhcp-hostsfile} or {@code addn-hosts}, of which one line changes, and which is replaced at
 * once and whole. It reads it again when it gets SIGHUP.
 *
 * @param file absolute path of what it reads
 * @param pidFile of the dnsmasq
 */
record OwnDnsmasq(String file, String pidFile) {

    private static final Script RELOAD = Script.of(OwnDnsmasq.class, "network/reload.sh");

    private EditedFile edited() {
        return new EditedFile(HostPath.plain(file), true, new PlacedFile.Options(new Ownership("", "", ""), false, List.of(), false, true));
    }

    Wrong wrong(Wrong wrong) {
        return wrong.unlessAbsolute("file", file).unlessAbsolute("pidFile", pidFile);
    }

    Command observe() {
        return edited().observe();
    }

    Change change(Answer answer, EditedFile.Edit edit, String asWanted) throws TaskFailure {
        Change change = edited().change(answer, edit, asWanted);
        if (change.kind() == Change.Kind.NONE) {
            return change;
        }
        return new Change(change.kind(), change.summary() + ", reload dnsmasq", change.diffs(), hands -> {
            change.work().apply(hands);
            hands.run(RELOAD.with(pidFile)).out().lines().forEach(hands::say);
        });
    }
}
