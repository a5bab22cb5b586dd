package io.berth.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;

/** A key pair to log in with. */
interface Identity {

    /** For messages: which key this is. */
    String label();

    /** The public key as it goes over the wire. */
    byte[] wire();

    /**
     * A signature as it goes over the wire.
     *
     * @param algorithm the one of the key's type that is wanted
     * @throws IOException if it cannot sign, with the reason
     */
    byte[] sign(String algorithm, byte[] data) throws IOException;

    /** Whether somebody may be asked something, or is otherwise troubled, when it signs. */
    boolean troubles();

    default String type() {
        try {
            return new Buffer.PlainBuffer(wire()).readString();
        } catch (Buffer.BufferException e) {
            return "";
        }
    }
}
