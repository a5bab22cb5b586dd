package io.berth.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.transport.cipher.Cipher;
import net.schmizz.sshj.transport.mac.MAC;

/** What the first connection does before it reaches its host, done without one: it costs a tenth of a second, once. */
final class Rehearsal {

    private Rehearsal() {
    }

    static void run() throws GeneralSecurityException {
        new SSHClient(Algorithms.config());
        exchangeKeys();
        prove();
        encrypt();
    }

    private static void exchangeKeys() throws GeneralSecurityException {
        KeyPairGenerator curve = KeyPairGenerator.getInstance("X25519");
        PublicKey theirs = curve.generateKeyPair().getPublic();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(curve.generateKeyPair().getPrivate());
        agreement.doPhase(read(theirs), true);
        agreement.generateSecret();
    }

    private static void prove() throws GeneralSecurityException {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        byte[] signed = signature.sign();
        signature.initVerify(read(key.getPublic()));
        signature.verify(signed);
    }

    private static PublicKey read(PublicKey key) throws GeneralSecurityException {
        return KeyFactory.getInstance(key.getAlgorithm()).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    private static void encrypt() {
        byte[] packet = null;
        for (Cipher.Mode mode : List.of(Cipher.Mode.Encrypt, Cipher.Mode.Decrypt)) {
            Cipher cipher = Algorithms.config().getCipherFactories().get(0).create();
            cipher.init(mode, new byte[cipher.getBlockSize()], new byte[cipher.getIVSize()]);
            packet = packet == null ? new byte[4 + 32 + cipher.getAuthenticationTagSize()] : packet;
            cipher.updateWithAAD(packet, 0, 4, 32);
        }
        MAC mac = Algorithms.config().getMACFactories().get(0).create();
        mac.init(new byte[mac.getBlockSize()]);
    }
}
