package io.berth.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stands in the help; the launcher runs the lab's own scripts before a JVM is started. */
@Command(name = "lab", description = "The local lab, several libvirt hosts on this machine: up, down, status, ssh HOST, host start|stop HOST.")
final class LabCommand implements Action {

    @Parameters(arity = "0..*", paramLabel = "VERB")
    List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        throw new Usage("the lab is part of a checkout: run './berth lab " + String.join(" ", words) + "' there");
    }
}
