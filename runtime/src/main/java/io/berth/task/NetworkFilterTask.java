package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Element;
import io.berth.libvirt.FilterDefinition;
import io.berth.libvirt.Xml;
import io.berth.libvirt.XmlError;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Diff;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A filter of libvirt's between networks, for the interfaces that say its name in a {@code filterref}. Guests that run get its changes at once. */
final class NetworkFilterTask extends WordTask<NetworkFilterTask.Filter> {

    private static final Script LOOK = Virsh.script("network/filter.sh");
    private static final Pattern RULE = Pattern.compile(NetAddress.RANGE.pattern() + "(?: (?:tcp|udp) [0-9]{1,5}(?:-[0-9]{1,5})?)?");
    private static final String WANTS = "an address range, and behind it tcp or udp and a port: '10.1.0.0/24', '10.1.0.5 tcp 5432'";

    /** Whether there is to be such a filter. */
    enum State { PRESENT, ABSENT }

    public record Filter(
            @Param(doc = "its name in libvirt", required = true, positional = true) String filter,
            @Param(doc = "ranges to and from which nothing goes: '10.1.0.0/24'") List<String> deny,
            @Param(doc = "what goes all the same: '10.1.0.5', '10.1.0.5 tcp 5432' (its port there), '10.1.0.0/28 udp 53'") List<String> allow,
            @Param(doc = "present or absent", fallback = "present") State state) {

        public Filter {
            deny = List.copyOf(deny);
            allow = List.copyOf(allow);
        }
    }

    NetworkFilterTask() {
        super("networkFilter", Filter.class, "Sees that libvirt has a firewall filter between networks, or has none of that name.");
    }

    @Override
    Wrong wrong(Filter said) {
        Wrong wrong = new Wrong().unlessFits("filter", said.filter(), PoolVerbTask.NAME, "the name of a filter")
                .when(said.state() == State.PRESENT && said.deny().isEmpty(), "'networkFilter' needs 'deny'");
        said.deny().forEach(range -> wrong.unlessFits("deny", range, RULE, WANTS));
        said.allow().forEach(range -> wrong.unlessFits("allow", range, RULE, WANTS));
        return wrong;
    }

    @Override
    public String name(Filter said) {
        return said.filter();
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Filter said, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("networkFilter", said.filter(), scope.host().name())));
    }

    @Override
    public void check(Filter said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
    }

    @Override
    public List<Command> observe(Filter said, Scope scope) {
        return List.of(LOOK.with(said.filter()));
    }

    @Override
    public Change change(Filter said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        if (!seen.get(0).ok()) {
            throw new CommandFailure("libvirt does not answer", LOOK.with(said.filter()), seen.get(0), "look whether libvirtd runs there: virsh -c qemu:///system list");
        }
        String xml = seen.get(0).out();
        try {
            Element found = xml.isBlank() ? null : Xml.parse(xml);
            if (said.state() == State.ABSENT) {
                // libvirt refuses where a guest has it
                return found == null ? Change.none("is not there") : Change.running(Change.Kind.DELETE, "undefine", Virsh.call("nwfilter-undefine", "--nwfilter", found.textAt("uuid")));
            }
            Element wanted = FilterDefinition.of(said.filter(), found == null ? "" : found.textAt("uuid"), said.deny(), said.allow());
            if (found != null && FilterDefinition.same(found, wanted)) {
                return Change.none(said.deny().size() + said.allow().size() + " ranges");
            }
            return Change.running(found == null ? Change.Kind.CREATE : Change.Kind.UPDATE, "define", List.of(new Diff("filter " + said.filter(), found == null ? "" : found.print(), wanted.print())),
                    List.of(Virsh.call("nwfilter-define", "/dev/stdin").reading(wanted.print())));
        } catch (XmlError e) {
            throw new TaskFailure("libvirt's answer cannot be read: " + e.getMessage(), "run it again");
        }
    }
}
