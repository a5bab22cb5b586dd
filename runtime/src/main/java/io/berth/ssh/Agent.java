package io.berth.ssh;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/** An ssh agent (draft-miller-ssh-agent): which keys it has, and signatures by them. Not for several threads. */
final class Agent implements AutoCloseable {

    private static final int FAILURE = 5;
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_256 = 2;
    private static final int RSA_SHA2_512 = 4;
    private static final int LONGEST = 256 * 1024;

    private final ByteChannel channel;

    Agent(ByteChannel channel) {
        this.channel = channel;
    }

    static Agent at(String socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Agent(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A key that the agent has. */
    record Key(Agent agent, byte[] wire, String comment) implements Identity {

        @Override
        public String label() {
            return "agent key " + comment + " " + HostKeyCheck.fingerprint(wire);
        }

        /** It may want a confirmation, or a touch. */
        @Override
        public boolean troubles() {
            return true;
        }

        @Override
        public byte[] sign(String algorithm, byte[] data) throws IOException {
            return agent.sign(wire, algorithm, data);
        }
    }

    List<Key> keys() throws IOException {
        Buffer.PlainBuffer answer = ask(new Buffer.PlainBuffer().putByte((byte) REQUEST_IDENTITIES), IDENTITIES_ANSWER);
        int count = answer.readUInt32AsInt();
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(new Key(this, answer.readBytes(), answer.readString()));
        }
        return keys;
    }

    private byte[] sign(byte[] wire, String algorithm, byte[] data) throws IOException {
        int flags = switch (algorithm) {
            case "rsa-sha2-512" -> RSA_SHA2_512;
            case "rsa-sha2-256" -> RSA_SHA2_256;
            default -> 0;
        };
        Buffer.PlainBuffer question = new Buffer.PlainBuffer().putByte((byte) SIGN_REQUEST).putString(wire).putString(data);
        return ask(question.putUInt32(flags), SIGN_RESPONSE).readBytes();
    }

    /** Sends a message, its length before it, and reads the answer without its type. */
    private Buffer.PlainBuffer ask(Buffer.PlainBuffer question, int type) throws IOException {
        byte[] body = question.getCompactData();
        ByteBuffer message = ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip();
        while (message.hasRemaining()) {
            channel.write(message);
        }
        int length = read(4).getInt();
        if (length < 1 || length > LONGEST) {
            throw new IOException("the agent answered with a length of " + length);
        }
        ByteBuffer answer = read(length);
        int got = answer.get();
        if (got != type) {
            throw new IOException(got == FAILURE ? "the agent refused" : "the agent answered with a message of type " + got);
        }
        byte[] rest = new byte[answer.remaining()];
        answer.get(rest);
        return new Buffer.PlainBuffer(rest);
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException("the agent hung up");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
