package io.berth.model;

/**
 * Who a task is done as, when it is another user than the one who logs in.
 *
 * @param method the program that changes the user
 * @param user whom it changes to
 * @param password asked for by it; {@link Secret#NONE}: it asks for none
 */
public record Become(Method method, String user, Secret password) {

    public enum Method { SUDO, SU, DOAS }

    public static Become root(Method method) {
        return new Become(method, "root", Secret.NONE);
    }
}
