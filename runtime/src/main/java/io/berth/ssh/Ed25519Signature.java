package io.berth.ssh;

import java.io.ByteArrayOutputStream;
import java.security.PrivateKey;
import java.security.PublicKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.signature.Signature;

/** Signatures of the type ssh-ed25519 (RFC 8709) with Bouncy Castle's arithmetic, for the reason {@link Curve25519} has. */
final class Ed25519Signature implements Signature {

    private static final String NAME = KeyType.ED25519.toString();

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private Ed25519Keys.Open open;
    private Ed25519Keys.Secret secret;

    private Ed25519Signature() {}

    static Factory.Named<Signature> factory() {
        return new Factory.Named<>() {
            @Override
            public String getName() {
                return NAME;
            }

            @Override
            public Signature create() {
                return new Ed25519Signature();
            }
        };
    }

    @Override
    public String getSignatureName() {
        return NAME;
    }

    @Override
    public void initVerify(PublicKey key) {
        try {
            open = key instanceof Ed25519Keys.Open one ? one
                : Ed25519Keys.open(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
        } catch (Buffer.BufferException e) {
            throw new IllegalArgumentException("no key of type " + NAME, e);
        }
    }

    @Override
    public void initSign(PrivateKey key) {
        if (!(Ed25519Keys.secret(key) instanceof Ed25519Keys.Secret one)) {
            throw new IllegalArgumentException("no key of type " + NAME);
        }
        secret = one;
    }

    @Override
    public void update(byte[] bytes) {
        update(bytes, 0, bytes.length);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        data.write(bytes, offset, length);
    }

    @Override
    public byte[] sign() {
        return secret.sign(data.toByteArray());
    }

    @Override
    public byte[] encode(byte[] signature) {
        return signature;
    }

    @Override
    public boolean verify(byte[] signature) {
        Buffer.PlainBuffer buffer = new Buffer.PlainBuffer(signature);
        try {
            return buffer.readString().equals(NAME) && open.verifies(buffer.readBytes(), data.toByteArray());
        } catch (Buffer.BufferException e) {
            return false;
        }
    }
}
