package io.berth.ssh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.digest.SHA256;
import net.schmizz.sshj.transport.kex.KeyExchange;
import net.schmizz.sshj.transport.kex.KeyExchangeBase;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The key exchange curve25519-sha256 (RFC 8731) with Bouncy Castle's arithmetic. Java's own has five times as much to
 * compile and to interpret: in a process that connects to a hundred hosts and ends it cost as much as all else.
 */
final class Curve25519 extends KeyExchangeBase {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret = new byte[X25519.SCALAR_SIZE];
    private final byte[] own = new byte[X25519.POINT_SIZE];
    private BigInteger shared;

    private Curve25519() {
        super(new SHA256());
    }

    /** What makes one for each exchange, under one of the names that it has. */
    static Factory.Named<KeyExchange> named(String name) {
        return new Factory.Named<>() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public KeyExchange create() {
                return new Curve25519();
            }
        };
    }

    @Override
    public void init(Transport transport, String serverVersion, String clientVersion, byte[] serverOffer, byte[] clientOffer)
            throws GeneralSecurityException, TransportException {
        super.init(transport, serverVersion, clientVersion, serverOffer, clientOffer);
        digest.init();
        X25519.generatePrivateKey(RANDOM, secret);
        X25519.generatePublicKey(secret, 0, own, 0);
        transport.write(new SSHPacket(Message.KEXDH_INIT).putBytes(own));
    }

    @Override
    public boolean next(Message message, SSHPacket packet) throws GeneralSecurityException, TransportException {
        if (message != Message.KEXDH_31) {
            throw failed("it answered with " + message);
        }
        try {
            byte[] keyBlob = packet.readBytes();
            byte[] theirs = packet.readBytes();
            byte[] proof = packet.readBytes();
            hostKey = key(keyBlob);
            shared = agree(theirs);
            Buffer.PlainBuffer text = initializedBuffer().putBytes(keyBlob).putBytes(own).putBytes(theirs).putMPInt(shared);
            digest.update(text.array(), text.rpos(), text.available());
            H = digest.digest();
            prove(proof);
            return true;
        } catch (Buffer.BufferException e) {
            throw new TransportException(DisconnectReason.KEY_EXCHANGE_FAILED, "the answer to the key exchange is cut short", e);
        }
    }

    /** The host's key, which must be of the type that was agreed on. */
    private PublicKey key(byte[] blob) throws Buffer.BufferException, TransportException {
        KeyType agreed = trans.getHostKeyAlgorithm().getKeyFormat();
        if (!new Buffer.PlainBuffer(blob).readString().equals(agreed.toString())) {
            throw failed("it shows another type of key than it offered");
        }
        return agreed == KeyType.ED25519 ? Ed25519Keys.open(blob) : new Buffer.PlainBuffer(blob).readPublicKey();
    }

    private BigInteger agree(byte[] theirs) throws TransportException {
        byte[] agreed = new byte[X25519.POINT_SIZE];
        if (theirs.length != X25519.POINT_SIZE || !X25519.calculateAgreement(secret, 0, theirs, 0, agreed, 0)) {
            throw failed("its part of the key is none");
        }
        Arrays.fill(secret, (byte) 0);
        return new BigInteger(1, agreed);
    }

    private void prove(byte[] proof) throws TransportException {
        Signature signature = trans.getHostKeyAlgorithm().newSignature();
        signature.initVerify(hostKey);
        signature.update(H);
        if (!signature.verify(proof)) {
            throw failed("it does not have the key that it shows");
        }
    }

    private static TransportException failed(String why) {
        return new TransportException(DisconnectReason.KEY_EXCHANGE_FAILED, "the key exchange failed: " + why);
    }

    @Override
    public BigInteger getK() {
        return shared;
    }
}
