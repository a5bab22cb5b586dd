package io.berth.ssh;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Keys of the type ssh-ed25519 as bytes, which is all that {@link Ed25519Signature} needs of them. */
final class Ed25519Keys {

    /** Of the X.509 form, by which sshj writes public keys. */
    private static final byte[] HEAD = Base64.getDecoder().decode("MCowBQYDK2VwAyEA");

    private Ed25519Keys() {}

    /** Whether this is such a key as it goes over the wire. */
    static boolean isOne(byte[] wire) throws Buffer.BufferException {
        return new Buffer.PlainBuffer(wire).readString().equals(KeyType.ED25519.toString());
    }

    static Open open(byte[] wire) throws Buffer.BufferException {
        Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(wire);
        buffer.readString();
        byte[] point = buffer.readBytes();
        if (point.length != Ed25519.PUBLIC_KEY_SIZE) {
            throw new Buffer.BufferException("a key of " + point.length + " bytes");
        }
        return new Open(point);
    }

    /** The key itself, if it is of another type. */
    static PrivateKey secret(PrivateKey key) {
        if (key instanceof EdECPrivateKey curve && curve.getBytes().isPresent()
                && curve.getBytes().get().length == Ed25519.SECRET_KEY_SIZE) {
            return new Secret(curve.getBytes().get());
        }
        return key;
    }

    /**
     * The one of an OpenSSH key file that is not encrypted (PROTOCOL.key); empty if the file holds one of another type.
     *
     * @param file what follows its first line
     */
    static Optional<PrivateKey> secret(Buffer.PlainBuffer file) throws Buffer.BufferException {
        for (int skipped = 0; skipped < 3; skipped++) {
            file.readBytes();
        }
        if (file.readUInt32() != 1 || !isOne(file.readBytes())) {
            return Optional.empty();
        }
        Buffer.PlainBuffer key = new Buffer.PlainBuffer(file.readBytes());
        boolean whole = key.readUInt32() == key.readUInt32() && key.readString().equals(KeyType.ED25519.toString());
        byte[] point = whole ? key.readBytes() : new byte[0];
        byte[] both = whole ? key.readBytes() : new byte[0];
        if (both.length != Ed25519.SECRET_KEY_SIZE + Ed25519.PUBLIC_KEY_SIZE) {
            throw new Buffer.BufferException("it is damaged");
        }
        Secret secret = new Secret(Arrays.copyOf(both, Ed25519.SECRET_KEY_SIZE));
        if (!Arrays.equals(secret.point, point)) {
            throw new Buffer.BufferException("its halves do not fit together");
        }
        return Optional.of(secret);
    }

    /** A public half. */
    static final class Open implements PublicKey {

        private final byte[] point;

        private Open(byte[] point) {
            this.point = point;
        }

        /** As it goes over the wire. */
        byte[] wire() {
            return new Buffer.PlainBuffer().putString(KeyType.ED25519.toString()).putBytes(point).getCompactData();
        }

        boolean verifies(byte[] signature, byte[] data) {
            return signature.length == Ed25519.SIGNATURE_SIZE && Ed25519.verify(signature, 0, point, 0, data, 0, data.length);
        }

        @Override
        public String getAlgorithm() {
            return "Ed25519";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            byte[] encoded = Arrays.copyOf(HEAD, HEAD.length + point.length);
            System.arraycopy(point, 0, encoded, HEAD.length, point.length);
            return encoded;
        }
    }

    /** A private half, with the public one computed from it, not taken from elsewhere: a wrong one would give it away. */
    static final class Secret implements PrivateKey {

        private final transient byte[] seed;
        private final byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];

        private Secret(byte[] seed) {
            this.seed = seed;
            Ed25519.generatePublicKey(seed, 0, point, 0);
        }

        byte[] sign(byte[] data) {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, point, 0, data, 0, data.length, signature, 0);
            return signature;
        }

        @Override
        public String getAlgorithm() {
            return "Ed25519";
        }

        /** It does not leave here. */
        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
