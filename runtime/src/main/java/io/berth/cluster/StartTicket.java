package io.berth.cluster;

import io.berth.api.Hands;
import io.berth.api.TaskFailure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** A task that waits for the verdict on its start, or on the name that it gives. */
final class StartTicket {

    /**
     * That it may.
     *
     * @param admitted what may start; null: there is nothing to be started
     * @param runs whether it did already, and there is nothing to be done
     */
    record Verdict(GuestClaims admitted, String number, boolean runs) { }

    private final Hands hands;
    private final Starts.Claim claim;
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private final CountDownLatch done = new CountDownLatch(1);

    StartTicket(Hands hands, Starts.Claim claim) {
        this.hands = hands;
        this.claim = claim;
    }

    Hands hands() {
        return hands;
    }

    Starts.Claim claim() {
        return claim;
    }

    void runsAlready() {
        verdict.complete(new Verdict(null, "", true));
    }

    void admit(GuestClaims claims, String number) {
        verdict.complete(new Verdict(claims, number, false));
    }

    /** The name may be given. */
    void give(String number) {
        verdict.complete(new Verdict(null, number, false));
    }

    /** Without effect on one that has its verdict. */
    void fail(Exception why) {
        verdict.completeExceptionally(why);
    }

    boolean isOpen() {
        return !verdict.isDone();
    }

    /** Waits for it. @throws TaskFailure if it must not start */
    Verdict await() throws TaskFailure, IOException, InterruptedException {
        try {
            return verdict.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TaskFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw new IOException("what guest " + claim.guest() + " is to get was not judged: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Its task has ended, whichever way. */
    void done() {
        done.countDown();
    }

    void awaitDone() throws InterruptedException {
        done.await();
    }
}
