package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.TaskFailure;
import io.berth.cluster.Starts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * The start of a guest that was shut down to be moved, by the script that moves it: when that asks for it, the lock on starts of all hosts is taken, and its number put
 * where the script looks for it, or why there is none. It is held until the guest runs or the script has ended.
 *
 * <p>Not one of the task's own thread: that hears what the script says.
 */
final class MovedStart {

    private static final String WANTED = "want start";
    private static final String STARTED = "started";

    private final Hands hands;
    private final Starts.Wanted wanted;
    private final CountDownLatch started = new CountDownLatch(1);
    private Thread starting;

    /** @param hands of the guest's host */
    MovedStart(Hands hands, Starts.Wanted wanted) {
        this.hands = hands;
        this.wanted = wanted;
    }

    /** Takes a line of the script. @return whether it was for this */
    boolean heard(String line) {
        if (line.equals(STARTED)) {
            started.countDown();
            return true;
        }
        if (line.equals(WANTED)) {
            starting = new Thread(this::start, "moved-start");
            starting.setDaemon(true);
            starting.start();
            return true;
        }
        return false;
    }

    private void start() {
        try {
            Starts.run(hands, wanted, SlotScript.RUN_DIR, (admitted, number) -> {
                answer(number);
                started.await();
            });
        } catch (TaskFailure e) {
            refuse(e.getMessage());
        } catch (IOException e) {
            refuse("a host was lost: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(String why) {
        try {
            answer("no " + why.replace('\n', ' '));
        } catch (IOException e) {
            hands.say("why guest " + wanted.guest() + " may not start cannot be told to its host: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String line) throws IOException, InterruptedException {
        String file = SlotScript.STATE_DIR + "/moves/out-" + wanted.guest() + "/start";
        hands.on(hands.scope().host()).put(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)), file, 0600);
    }

    /** The script has ended. */
    void end() throws InterruptedException {
        started.countDown();
        if (starting != null) {
            starting.interrupt();
            starting.join();
        }
    }
}
