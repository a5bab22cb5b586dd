package io.berth.task;

import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * The lock on starts of all hosts for a script that wants it in the midst of its work: when that asks for it, it is taken, and its number put where the script looks
 * for it, or why there is none: {@code refused} or {@code no}, and the reason. It is held until the script says that it is done with it, or has ended.
 *
 * <p>Not taken by the task's own thread: that hears what the script says.
 */
final class AskedLock {

    private static final String WANTED = "want lock";
    private static final String DONE = "lock done";

    private final Hands hands;
    private final String file;
    private final Taking taking;
    private final CountDownLatch done = new CountDownLatch(1);
    private Thread holder;

    /** Takes the lock, and gives it back when {@code held} returns. */
    @FunctionalInterface
    interface Taking {
        void take(Held held) throws TaskFailure, IOException, InterruptedException;
    }

    /** What happens under it. */
    @FunctionalInterface
    interface Held {
        void with(String number) throws IOException, InterruptedException;
    }

    /**
     * @param hands of the script's host
     * @param file where the script looks for the answer
     */
    AskedLock(Hands hands, String file, Taking taking) {
        this.hands = hands;
        this.file = file;
        this.taking = taking;
    }

    /** Takes a line of the script. @return whether it was for this */
    boolean heard(String line) {
        if (line.equals(DONE)) {
            done.countDown();
            return true;
        }
        if (line.equals(WANTED)) {
            holder = new Thread(this::hold, "asked-lock");
            holder.setDaemon(true);
            holder.start();
            return true;
        }
        return false;
    }

    private void hold() {
        try {
            taking.take(number -> {
                answer(number);
                done.await();
            });
        } catch (Refusal e) {
            refuse("refused " + e.getMessage());
        } catch (TaskFailure e) {
            refuse("no " + e.getMessage());
        } catch (IOException e) {
            refuse("no a host was lost: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(String why) {
        try {
            answer(why.replace('\n', ' '));
        } catch (IOException e) {
            hands.say("that there is no lock on starts cannot be told to the host: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String line) throws IOException, InterruptedException {
        hands.on(hands.scope().host()).put(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)), file, 0600);
    }

    /** The script has ended. */
    void end() throws InterruptedException {
        done.countDown();
        if (holder != null) {
            holder.interrupt();
            holder.join();
        }
    }
}
