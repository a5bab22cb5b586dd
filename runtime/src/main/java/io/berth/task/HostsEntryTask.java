package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;

/** Names of an address in /etc/hosts of a host. */
final class HostsEntryTask extends WordTask<HostsEntryTask.Entry> {

    /** Whether the address is to have the names. */
    enum State { PRESENT, ABSENT }

    public record Entry(
            @Param(doc = "the address", required = true, positional = true) String address,
            @Param(doc = "its names; of one that is to go none: all it has") List<String> names,
            @Param(doc = "the file", fallback = "/etc/hosts") String file,
            @Param(doc = "present or absent", fallback = "present") State state) {

        public Entry {
            names = List.copyOf(names);
        }
    }

    HostsEntryTask() {
        super("hostsEntry", Entry.class, "Sees that an address has names in /etc/hosts, which no other address of its kind has then, or that it has them not. All else stays.");
    }

    @Override
    Wrong wrong(Entry said) {
        Wrong wrong = new Wrong().unlessFits("address", said.address(), NetAddress.IP, "an address").unlessAbsolute("file", said.file())
                .when(said.state() == State.PRESENT && said.names().isEmpty(), "'hostsEntry' needs 'names'");
        said.names().forEach(name -> wrong.unlessFits("names", name, NetAddress.NAME, "names of hosts"));
        return wrong;
    }

    private static EditedFile edited(Entry said) {
        return new EditedFile(HostPath.plain(said.file()), said.state() == State.PRESENT, new PlacedFile.Options(new Ownership("", "", ""), false, List.of(), true, true));
    }

    @Override
    public String name(Entry said) {
        return said.address() + (said.names().isEmpty() ? "" : " " + String.join(" ", said.names()));
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Entry said, Scope scope) {
        return HostPath.footprint(scope, said.file());
    }

    @Override
    public void check(Entry said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
    }

    @Override
    public List<Command> observe(Entry said, Scope scope) {
        return List.of(edited(said).observe());
    }

    @Override
    public Change change(Entry said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        boolean present = said.state() == State.PRESENT;
        return edited(said).change(seen.get(0), text -> {
            if (present) {
                AddressLines.put(text, said.address(), said.names());
            } else {
                AddressLines.take(text, said.address(), said.names());
            }
        }, present ? "it has them" : "it has none such");
    }
}
