package io.berth.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.mac.MAC;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** What the first connection does before it reaches its host, done without one: it costs a tenth of a second, once. */
final class Rehearsal {

    private Rehearsal() {
    }

    static void run() {
        new SSHClient(Algorithms.config());
        exchangeKeys();
        prove();
        encrypt();
    }

    private static void exchangeKeys() {
        byte[] secret = new byte[X25519.SCALAR_SIZE];
        byte[] open = new byte[X25519.POINT_SIZE];
        byte[] shared = new byte[X25519.POINT_SIZE];
        X25519.generatePrivateKey(new SecureRandom(), secret);
        X25519.generatePublicKey(secret, 0, open, 0);
        X25519.calculateAgreement(secret, 0, open, 0, shared, 0);
    }

    private static void prove() {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        byte[] open = new byte[Ed25519.PUBLIC_KEY_SIZE];
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.generatePrivateKey(new SecureRandom(), seed);
        Ed25519.generatePublicKey(seed, 0, open, 0);
        Ed25519.sign(seed, 0, open, 0, seed, 0, seed.length, signature, 0);
        Ed25519.verify(signature, 0, open, 0, seed, 0, seed.length);
    }

    private static void encrypt() {
        packets(1, 32);
        MAC mac = Algorithms.config().getMACFactories().get(0).create();
        mac.init(new byte[mac.getBlockSize()]);
    }

    /** What carries much, and what is summed of it. */
    static void bulk() {
        packets(6000, 1024);
        sums(6000, 64);
    }

    private static void sums(int count, int size) {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            byte[] some = new byte[size];
            for (int i = 0; i < count; i++) {
                sum.update(some);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** There and back. */
    static void packets(int count, int size) {
        Cipher there = cipher(Cipher.Mode.Encrypt);
        Cipher back = cipher(Cipher.Mode.Decrypt);
        byte[] packet = new byte[4 + size + there.getAuthenticationTagSize()];
        for (int i = 0; i < count; i++) {
            there.updateWithAAD(packet, 0, 4, size);
            back.updateWithAAD(packet, 0, 4, size);
        }
    }

    private static Cipher cipher(Cipher.Mode mode) {
        Cipher cipher = Algorithms.config().getCipherFactories().get(0).create();
        cipher.init(mode, new byte[cipher.getBlockSize()], new byte[cipher.getIVSize()]);
        return cipher;
    }
}
