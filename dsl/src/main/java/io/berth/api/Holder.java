package io.berth.api;

/**
 * Who holds a lock.
 *
 * @param host the controller's host name
 * @param run id of the run
 */
public record Holder(String user, String host, long pid, String run) {
    @Override
    public String toString() {
        return user + "@" + host + " pid " + pid + " run " + run;
    }
}
