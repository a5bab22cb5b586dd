package io.berth.cli;

import io.berth.script.GroovyText;
import io.berth.script.HostPattern;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "push", description = "Puts a release into the caches of hosts, which get it from one another: redeploys there take it from these.")
final class ImagePushCommand extends VerbCommand {

    private static final Pattern RATE = Pattern.compile("([0-9]{1,9})([KMG]?)(?:I?B)?(?:/S)?");

    @Parameters(index = "0", paramLabel = "IMAGE", description = "the image, or image@release; else its stable one")
    String image;

    @Parameters(index = "1", paramLabel = "PATTERN", description = "the hosts: names, groups, kvm[1-8], all:!kvm3")
    String hosts;

    @Option(names = "--limit-rate", paramLabel = "RATE", defaultValue = "", description = "at most so much a second over each link: 20M, 500K; else all that goes")
    String rate;

    @Option(names = "--star", description = "all of them get it from the store, at once")
    boolean star;

    @Override
    List<String> tasks() throws Exception {
        return List.of("imagePush " + GroovyText.quoted(image) + ", to: " + GroovyText.list(names())
                + limit() + (star ? ", star: true" : ""));
    }

    private List<String> names() throws Exception {
        try {
            return List.copyOf(HostPattern.select(hosts, site.load(secrecy())));
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage());
        }
    }

    private String limit() {
        if (rate.isEmpty()) {
            return "";
        }
        Matcher said = RATE.matcher(rate.toUpperCase(Locale.ROOT));
        if (!said.matches() || Long.parseLong(said.group(1)) == 0) {
            throw new Usage("--limit-rate " + rate + ": bytes a second, such as 20M or 500K");
        }
        return ", rate: " + said.group(1) + "." + (said.group(2).isEmpty() ? "B" : said.group(2) + "iB");
    }
}
