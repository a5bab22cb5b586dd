package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;

/** A definition that is given to libvirt, once its host's schema allows it. */
final class DomainXml {

    private static final Script DEFINE = Virsh.script("domain-define.sh");
    /** Exit status of the script when the host's schema does not allow the XML. */
    private static final int INVALID = 65;

    private DomainXml() {
    }

    /**
     * @param what is defined, as a message has it: {@code "domain w01"}
     * @param says what says it, as a message has it: {@code "what template worker says of domain w01"}
     * @param next what is to be done if it is not allowed
     */
    static void define(String what, String xml, String says, String next, Hands hands) throws TaskFailure, IOException, InterruptedException {
        define(what, xml, says, next, hands::attempt);
    }

    /** The same of a guest that is not there, which gets its name by that. */
    static void defineNew(String guest, String what, String xml, String says, String next, Hands hands) throws TaskFailure, IOException, InterruptedException {
        define(what, xml, says, next, command -> GuestName.give(hands, guest, command));
    }

    /** Has the host define it. */
    private interface Defining {
        Answer by(Command command) throws TaskFailure, IOException, InterruptedException;
    }

    private static void define(String what, String xml, String says, String next, Defining defining) throws TaskFailure, IOException, InterruptedException {
        Command command = DEFINE.with().reading(xml);
        Answer answer = defining.by(command);
        if (answer.status() == INVALID) {
            throw new TaskFailure("libvirt's schema does not allow " + says + ":\n" + SchemaErrors.quoted(answer.text(), xml), next);
        }
        if (!answer.ok()) {
            throw new CommandFailure(what + " cannot be defined", command, answer, "");
        }
    }
}
