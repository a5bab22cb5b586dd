package io.berth.transport;

/** The host's key is not known, is another than the known one, or is revoked. */
public final class HostKeyRefused extends Unreachable {
    public HostKeyRefused(String host, String message) {
        super(host, message, null);
    }
}
