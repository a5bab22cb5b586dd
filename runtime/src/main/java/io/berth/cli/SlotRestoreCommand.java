package io.berth.cli;

import io.berth.model.ImageName;
import io.berth.model.Redeploy;
import io.berth.model.Slot;
import io.berth.script.GroovyText;
import io.berth.task.SlotState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "restore", description = "Redeploys what was on a slot before, as its host remembers it, or another release. What is on it is lost.")
final class SlotRestoreCommand extends SlotVerb {

    @Parameters(index = "1", paramLabel = "RELEASE", arity = "0..1", defaultValue = "",
            description = "IMAGE@RELEASE, or a release or an alias of the image that is on it; else what was on it before")
    String release;

    @Option(names = "--by", paramLabel = "STRATEGY", defaultValue = "auto", description = "how (${DEFAULT-VALUE})")
    String strategy;

    private Map<String, ImageName> wanted = Map.of();

    @Override
    String question() throws Exception {
        List<String> each = new ArrayList<>();
        wanted().forEach((slot, image) -> each.add(slot + " to " + image));
        return "Restore " + String.join(", ", each) + "? What is on " + (each.size() == 1 ? "it" : "them") + " now is lost.";
    }

    @Override
    List<String> tasks(Slot slot) throws Exception {
        return List.of("redeploy(" + of(slot) + ") { image " + GroovyText.quoted(wanted().get(slot.name()).toString()) + "; by " + strategy() + " }");
    }

    private String strategy() {
        return Arrays.stream(Redeploy.Strategy.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).filter(strategy::equals).findFirst()
                .orElseThrow(() -> new Usage("'" + strategy + "' is no strategy: " + Arrays.toString(Redeploy.Strategy.values()).toLowerCase(Locale.ROOT)));
    }

    /** By the slots' names. */
    private Map<String, ImageName> wanted() throws InterruptedException {
        if (wanted.isEmpty()) {
            SlotSurvey<SlotState> survey = SlotSurvey.of(pattern(), site, secrecy(), SlotState::question, SlotState::parse);
            if (survey.exit() != Exit.OK) {
                throw new Usage("not all hosts tell what was on their slots");
            }
            Map<String, ImageName> all = new LinkedHashMap<>();
            survey.told().forEach(state -> all.put(state.slot().name(), wanted(state)));
            wanted = all;
        }
        return wanted;
    }

    private ImageName wanted(SlotState state) {
        String slot = state.slot().name();
        if (release.contains("@")) {
            return ImageName.of(release);
        }
        if (!release.isEmpty()) {
            String image = state.record().path("image").asText();
            if (image.isEmpty()) {
                throw new Usage("slot " + slot + " has no image yet: say IMAGE@" + release);
            }
            return new ImageName(image, release);
        }
        String previous = state.record().path("previous").asText();
        if (previous.isEmpty()) {
            throw new Usage("slot " + slot + ": its host remembers nothing that was on it before; berth slot history " + slot + " tells what there was");
        }
        return ImageName.of(previous);
    }
}
