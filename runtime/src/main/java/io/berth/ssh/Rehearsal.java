package io.berth.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
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
        KeyPair ours = curve.generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(ours.getPrivate());
        agreement.doPhase(curve.generateKeyPair().getPublic(), true);
        agreement.generateSecret();
    }

    private static void prove() throws GeneralSecurityException {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        byte[] signed = signature.sign();
        signature.initVerify(key.getPublic());
        signature.verify(signed);
    }

    private static void encrypt() {
        Cipher cipher = Algorithms.config().getCipherFactories().get(0).create();
        cipher.init(Cipher.Mode.Encrypt, new byte[cipher.getBlockSize()], new byte[cipher.getIVSize()]);
        cipher.updateWithAAD(new byte[4 + 32 + cipher.getAuthenticationTagSize()], 0, 4, 32);
        MAC mac = Algorithms.config().getMACFactories().get(0).create();
        mac.init(new byte[mac.getBlockSize()]);
    }
}
