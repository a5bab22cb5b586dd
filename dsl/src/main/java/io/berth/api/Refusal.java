package io.berth.api;

/** A safety rule, or a lock that somebody holds, forbids the work. Nothing was touched. The message names the rule and the holder. */
public final class Refusal extends TaskFailure {
    public Refusal(String message, String next) {
        super(message, next);
    }
}
