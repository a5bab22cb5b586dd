package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.DomainComparison;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.WrittenXml;
import io.berth.libvirt.XmlError;
import io.berth.model.Diff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A guest is defined as a file says. libvirt knows a guest by its name and by its UUID, and takes a definition that has the one of a guest
 * and the other of another, or of none, for an error or for a rename: here none of that happens to a guest that was not meant.
 */
final class GuestDefineTask extends GuestTask<GuestDefineTask.Define> {

    private static final String CORRECT = "correct the file";

    public record Define(
            @Param(doc = "the guest's name, as the file has it", required = true, positional = true) String guest,
            @Param(doc = "file of the controller with libvirt's XML of it", required = true) String file,
            @Param(doc = "if the guest is there with another UUID than the file's: it keeps its own, rather than that the file is refused") boolean keepUuid,
            @Param(doc = "the file is all that is to be defined: what libvirt may have added by itself goes, too, if it is not in there") boolean exact) { }

    GuestDefineTask() {
        super("guestDefine", Define.class, "Defines a guest as a file of XML says; one that is there keeps its UUID, and one that runs changes at its next boot.");
    }

    @Override
    String guest(Define said) {
        return said.guest();
    }

    /** Beside what all tasks on guests are checked for: that the file can be read and is about this guest. */
    @Override
    public void check(Define said, Scope scope, SourceRange at, Diagnostics into) {
        super.check(said, scope, at, into);
        try {
            read(said, scope);
        } catch (TaskFailure e) {
            into.error(at, e.getMessage(), e.next());
        }
    }

    private static WrittenXml read(Define said, Scope scope) throws TaskFailure {
        Path file = scope.file(said.file());
        try {
            WrittenXml xml = WrittenXml.read(Files.readAllBytes(file));
            Element domain = xml.root();
            if (!domain.name().equals("domain") || !domain.textAt("name").equals(said.guest())) {
                throw new TaskFailure(file + " does not define guest " + said.guest() + " but " + what(domain), "say the name that stands in the file; berth guest rename gives another one");
            }
            return xml;
        } catch (IOException e) {
            throw new TaskFailure("the file " + file + " is not there or cannot be read", "");
        } catch (XmlError e) {
            throw new TaskFailure(file + " is not XML: " + e.getMessage(), "correct it");
        }
    }

    private static String what(Element element) {
        return element.name().equals("domain") ? "'" + element.textAt("name") + "'" : "a <" + element.name() + ">";
    }

    @Override
    Change missing(Define said, Domains all, Scope scope) throws TaskFailure {
        WrittenXml xml = read(said, scope);
        Element wanted = xml.root();
        refuseUuidOfAnother(said, wanted, all);
        String text = xml.element(wanted);
        return new Change(Change.Kind.ACT, "define", List.of(new Diff("domain " + said.guest(), "", DomainComparison.shown(wanted))),
                hands -> DomainXml.defineNew(said.guest(), "domain " + said.guest(), text, says(said), CORRECT, hands));
    }

    @Override
    Change change(Define said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        WrittenXml xml = read(said, scope);
        Element wanted = xml.root();
        refuseUuidOfAnother(said, wanted, all);
        String uuid = uuid(wanted);
        if (!uuid.isEmpty() && !uuid.equals(guest.uuid()) && !said.keepUuid()) {
            throw new Refusal("guest " + guest.name() + " has UUID " + guest.uuid() + ", the file says " + uuid,
                    "leave the UUID out of the file, or say that the guest keeps its own (keepUuid, --keep-uuid)");
        }
        wanted = wanted.with(Element.text("uuid", guest.uuid()), "name");
        DomainComparison comparison = DomainComparison.of(wanted, guest.stored());
        boolean there = said.exact() ? DomainComparison.same(wanted, guest.stored()) : comparison.differences().isEmpty() && comparison.before().equals(comparison.after());
        if (there && guest.persistent()) {
            return Change.none("as the file says");
        }
        String summary = (guest.persistent() ? "define as the file says" : "make it persistent, as the file says") + (guest.active() ? ", at next boot" : "");
        return define(said, xml.element(wanted), summary,
                new Diff("domain " + guest.name(), DomainComparison.shown(guest.stored()), DomainComparison.shown(wanted)));
    }

    private static String uuid(Element domain) {
        return domain.textAt("uuid").toLowerCase(Locale.ROOT);
    }

    /** libvirt would take that for a rename of the other one, or refuse it by words that nobody understands. */
    private static void refuseUuidOfAnother(Define said, Element wanted, Domains all) throws Refusal {
        String uuid = uuid(wanted);
        Optional<FoundDomain> other = all.all().stream().filter(one -> one.uuid().equals(uuid) && !one.name().equals(said.guest())).findFirst();
        if (other.isPresent()) {
            throw new Refusal("the file of guest " + said.guest() + " has the UUID of guest " + other.get().name() + ", " + uuid,
                    "leave the UUID out of the file; if it is the same guest: berth guest rename " + other.get().name() + " " + said.guest());
        }
    }

    /** libvirt may store what a file says by other words, which is no failure: what it took it took. */
    private static Change define(Define said, String wanted, String summary, Diff diff) {
        return new Change(Change.Kind.ACT, summary, List.of(diff), hands -> DomainXml.define("domain " + said.guest(), wanted, says(said), CORRECT, hands));
    }

    private static String says(Define said) {
        return "what " + said.file() + " says";
    }
}
