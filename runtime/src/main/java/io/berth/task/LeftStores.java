package io.berth.task;

import io.berth.api.Hands;
import io.berth.model.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The stores that a slot had its system from, and which are not that of what it has now: they are told that it has gone, as the slot's
 * host knows its present store only. Takes the facts of a redeploy's script, and shows the others.
 */
final class LeftStores implements Consumer<String> {

    private static final String LEFT = "unpin ";

    private final Hands hands;
    private final String reader;
    private final List<String> places = new ArrayList<>();

    /** @param reader as whom stores know the slot */
    LeftStores(Hands hands, String reader) {
        this.hands = hands;
        this.reader = reader;
    }

    @Override
    public void accept(String fact) {
        if (fact.startsWith(LEFT)) {
            places.add(fact.substring(LEFT.length()));
        } else {
            SlotScript.facts(hands).accept(fact);
        }
    }

    /** Tells them. One that cannot be told keeps a release too many. */
    void tell() throws InterruptedException {
        for (String place : places) {
            String[] words = place.split(" ", 3); // host, image, directory
            if (!told(words[0], words[1], words[2])) {
                hands.say("the store " + words[0] + " has not heard of it: what the slot had of " + words[1] + " stays pinned there");
            }
        }
    }

    private boolean told(String store, String image, String directory) throws InterruptedException {
        Host host = hands.scope().playbook().hosts().get(store);
        try {
            return host != null && hands.on(host).attempt(ImageSource.SETTLE.with(directory, image, "", reader, "gone")).ok();
        } catch (IOException e) {
            return false;
        }
    }
}
