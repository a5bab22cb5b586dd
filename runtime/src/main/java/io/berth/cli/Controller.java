package io.berth.cli;

import io.berth.api.Holder;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who and where we are. */
final class Controller {

    private Controller() {
    }

    static Holder holder(String run) {
        return new Holder(System.getProperty("user.name"), hostName(), ProcessHandle.current().pid(), run);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
