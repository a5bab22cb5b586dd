package io.berth.foreign;

import io.berth.script.GroovyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A playbook in making that declares a site. Values go into it as texts, and notes as comments: nothing of another system's file becomes code. */
final class SiteText {

    private final List<String> lines = new ArrayList<>();

    static String quoted(String value) {
        return GroovyText.quoted(value);
    }

    static String quoted(List<String> values) {
        return values.stream().map(GroovyText::quoted).collect(Collectors.joining(", "));
    }

    /** @param line in words of playbooks; values of the file in it are {@link #quoted} */
    SiteText say(String line) {
        lines.add(line);
        return this;
    }

    SiteText say(List<String> more) {
        lines.addAll(more);
        return this;
    }

    /** What cannot be said otherwise. */
    SiteText note(String indent, String text) {
        lines.add(remark(text, indent));
        return this;
    }

    static String remark(String text, String indent) {
        // a backslash could begin a unicode escape, which ends a comment where it stands for a line's end
        return indent + "// " + text.replaceAll("[\\p{Cntrl}\\\\\u2028\u2029]", " ");
    }

    /** @param connections of each host what follows its name, in words of playbooks */
    SiteText hosts(Map<String, String> connections) {
        say("hosts {");
        connections.forEach((host, how) -> say("    host " + quoted(host) + how));
        return say("}");
    }

    /** A network that is a bridge of its hosts. */
    SiteText bridge(String name, List<String> hosts) {
        return say("").say("network(" + quoted(name) + ") { on " + quoted(hosts) + "; bridge " + quoted(name) + " }");
    }

    /** The network that libvirt brings along. */
    SiteText usual(List<String> hosts) {
        return say("").note("", "as libvirt brings it along: look whether the hosts still have it so (berth network info default)")
                .say("network('default') { on " + quoted(hosts) + "; nat '192.168.122.0/24'; dhcp '192.168.122.2'..'192.168.122.254' }");
    }

    SiteText template(String name, String file) {
        return say("").say("template " + quoted(name) + ", " + quoted(file));
    }

    /** All of it. */
    String text() {
        return String.join("\n", lines) + "\n";
    }
}
