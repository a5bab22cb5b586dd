package io.berth.cli;

import io.berth.script.GroovyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A verb that does something with volumes, on the host that has them. */
@Command
abstract class VolumeVerb extends InventoryVerb {

    @Mixin
    VolumeLook look;

    /** A task's word with the volume as its first argument, what follows, and the host. */
    static String task(String word, String volume, String options, String host) {
        return word + " " + GroovyText.quoted(volume) + options + ", on: " + GroovyText.quoted(host);
    }
}
