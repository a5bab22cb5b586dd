package io.berth.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.mac.Macs;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.ConfigImpl;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.compression.NoneCompression;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import net.schmizz.sshj.transport.random.JCERandom;
import net.schmizz.sshj.transport.random.SingletonRandomFactory;
import net.schmizz.sshj.userauth.keyprovider.OpenSSHKeyFile;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What is offered to hosts, best first. sshj's own lists still prefer hmac-sha1 and offer arcfour and md5; and with
 * Bouncy Castle, its default, bulk data is five times slower than with Java's own ciphers, which know the processor's.
 */
final class Algorithms {

    /** Bytes on their way to us before we must say that we took some. */
    static final int WINDOW = 16 << 20;

    private static final KeyAlgorithms.Factory ED25519 =
        new KeyAlgorithms.Factory(KeyType.ED25519.toString(), Ed25519Signature.factory(), KeyType.ED25519);
    private static final Config CONFIG = make();

    private Algorithms() {}

    /** One for all connections: it is expensive to make, and nothing in it changes. */
    static Config config() {
        return CONFIG;
    }

    /** The algorithms by which a host can prove that it has a key of a type. */
    static List<String> hostKeyAlgorithms(String keyType) {
        return keyType.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(keyType);
    }

    /** The algorithm by which we prove that we have a key of a type. */
    static String userKeyAlgorithm(String keyType) {
        return keyType.equals("ssh-rsa") ? "rsa-sha2-512" : keyType;
    }

    /** Null if sshj cannot sign with keys of the type. */
    static KeyAlgorithm signer(String keyType) {
        return Factory.Named.Util.create(CONFIG.getKeyAlgorithms(), userKeyAlgorithm(keyType));
    }

    private static Config make() {
        SecurityUtils.setRegisterBouncyCastle(false);
        Security.addProvider(new EcdsaNames());
        ConfigImpl config = new ConfigImpl();
        config.setVersion("berth");
        config.setLoggerFactory(new NoLogs());
        config.setRandomFactory(new SingletonRandomFactory(new JCERandom.Factory()));
        config.setKeyExchangeFactories(List.of(Curve25519.named("curve25519-sha256"),
            Curve25519.named("curve25519-sha256@libssh.org"), new ECDHNistP.Factory256(), new ECDHNistP.Factory384(),
            new ECDHNistP.Factory521(), DHGroups.Group16SHA512(), DHGroups.Group18SHA512(), DHGroups.Group14SHA256()));
        config.setKeyAlgorithms(List.of(ED25519, KeyAlgorithms.ECDSASHANistp256(),
            KeyAlgorithms.ECDSASHANistp384(), KeyAlgorithms.ECDSASHANistp521(), KeyAlgorithms.RSASHA512(),
            KeyAlgorithms.RSASHA256()));
        config.setCipherFactories(List.of(GcmCiphers.AES128GCM(), GcmCiphers.AES256GCM(), BlockCiphers.AES128CTR(),
            BlockCiphers.AES192CTR(), BlockCiphers.AES256CTR()));
        config.setMACFactories(List.of(Macs.HMACSHA2256Etm(), Macs.HMACSHA2512Etm(), Macs.HMACSHA2256(), Macs.HMACSHA2512()));
        config.setCompressionFactories(List.of(new NoneCompression.Factory()));
        config.setFileKeyProviderFactories(List.of(new OpenSSHKeyV1KeyFile.Factory(), new PKCS8KeyFile.Factory(),
            new OpenSSHKeyFile.Factory()));
        // Of no use: it is written behind what blocks, so it does not notice a host that no longer takes anything.
        config.setKeepAliveProvider(KeepAliveProvider.HEARTBEAT);
        // A full window and the packet with which it is noticed.
        config.setMaxCircularBufferSize(2 * WINDOW);
        return config;
    }

    /** What goes wrong comes to us as an exception; sshj logs it besides. */
    private static final class NoLogs implements LoggerFactory {
        @Override
        public Logger getLogger(String name) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Logger getLogger(Class<?> of) {
            return NOPLogger.NOP_LOGGER;
        }
    }

    /** sshj asks for ECDSA keys by a name that only Bouncy Castle knows. */
    private static final class EcdsaNames extends Provider {

        EcdsaNames() {
            super("berth", "1", "EC by the name of ECDSA");
            for (String kind : List.of("KeyFactory", "KeyPairGenerator")) {
                Service real = Security.getProvider("SunEC").getService(kind, "EC");
                putService(new Service(this, kind, "ECDSA", real.getClassName(), List.of(), null) {
                    @Override
                    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                        return real.newInstance(parameter);
                    }
                });
            }
        }
    }
}
