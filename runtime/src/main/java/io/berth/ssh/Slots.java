package io.berth.ssh;

/**
 * How many channels for long commands a host allows on one connection (MaxSessions of its sshd). It does not say;
 * it is learned from a refusal.
 */
final class Slots {

    private int most;
    private int taken;

    Slots(int most) {
        this.most = most;
    }

    /** Takes one, when there is one. */
    synchronized void take() throws InterruptedException {
        while (taken >= most) {
            wait();
        }
        taken++;
    }

    /** Takes one if that leaves one for who needs it. */
    synchronized boolean takeSpare() {
        boolean spare = taken + 1 < most;
        taken += spare ? 1 : 0;
        return spare;
    }

    synchronized void giveBack() {
        taken--;
        notifyAll();
    }

    /**
     * The host refused the channel for which one was taken: gives it back, and hands out no more than are used now.
     *
     * @return false if none is used, so that there is nothing to wait for
     */
    synchronized boolean refused() {
        taken--;
        if (taken == 0) {
            notifyAll();
            return false;
        }
        most = taken;
        return true;
    }
}
