package io.berth.ssh;

import com.hierynomus.sshj.key.KeyAlgorithm;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.signature.Signature;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/** Private keys in files. A passphrase is asked for once, and not before a host would take the key. Thread-safe. */
final class KeyFiles {

    private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    private final Function<Path, Optional<char[]>> passphrase;
    private final Map<Path, PrivateKey> opened = new HashMap<>();

    KeyFiles(Function<Path, Optional<char[]>> passphrase) {
        this.passphrase = passphrase;
    }

    /**
     * The public half of a private key file: what its {@code .pub} file says, or what it says itself.
     *
     * @param secret whether the file holds the private half; without it the agent may have that
     * @param encrypted whether that needs a passphrase
     */
    record KeyFile(KeyFiles files, Path path, byte[] wire, boolean secret, boolean encrypted) implements Identity {

        @Override
        public String label() {
            return path.toString();
        }

        @Override
        public boolean troubles() {
            return encrypted;
        }

        @Override
        public byte[] sign(String algorithm, byte[] data) throws IOException {
            KeyAlgorithm signer = Algorithms.signer(type());
            if (signer == null) {
                throw new IOException("keys of type " + type() + " can only be used through an agent");
            }
            Signature signature = signer.newSignature();
            signature.initSign(files.open(path));
            signature.update(data);
            byte[] signed = signature.encode(signature.sign());
            return new Buffer.PlainBuffer().putString(signature.getSignatureName()).putBytes(signed).getCompactData();
        }
    }

    /**
     * Empty if there is no such file.
     *
     * @throws IOException if it cannot be read or is no key
     */
    Optional<KeyFile> find(Path path) throws IOException {
        Path open = path.resolveSibling(path.getFileName() + ".pub");
        boolean secret = Files.exists(path);
        if (!secret && !Files.exists(open)) {
            return Optional.empty();
        }
        String text = Files.readString(secret ? path : open, StandardCharsets.ISO_8859_1);
        if (text.contains(OPENSSH)) {
            return Optional.of(new KeyFile(this, path, openSshHeader(text), true, isEncrypted(text)));
        }
        if (!text.contains("PRIVATE KEY-----")) {
            return Optional.of(new KeyFile(this, path, publicLine(text), false, false));
        }
        if (Files.exists(open)) {
            return Optional.of(new KeyFile(this, path, publicLine(Files.readString(open)), true, isEncrypted(text)));
        }
        FileKeyProvider file = provider(path, text);
        return Optional.of(new KeyFile(this, path, new Buffer.PlainBuffer().putPublicKey(file.getPublic()).getCompactData(), true,
            isEncrypted(text)));
    }

    private synchronized PrivateKey open(Path path) throws IOException {
        PrivateKey key = opened.get(path);
        if (key == null) {
            try {
                key = read(path, Files.readString(path, StandardCharsets.ISO_8859_1));
            } catch (RuntimeException e) {
                throw new IOException("cannot be read: " + e.getMessage(), e);
            }
            opened.put(path, key);
        }
        return key;
    }

    private PrivateKey read(Path path, String text) throws IOException {
        // The usual key is read here: through sshj, Java would bring up all that it knows of curves.
        Optional<PrivateKey> usual = text.contains(OPENSSH) && !isEncrypted(text) ? Ed25519Keys.secret(header(text)) : Optional.empty();
        return usual.isPresent() ? usual.get() : Ed25519Keys.secret(provider(path, text).getPrivate());
    }

    private FileKeyProvider provider(Path path, String text) throws IOException {
        PasswordFinder finder = null;
        if (isEncrypted(text)) {
            finder = PasswordUtils.createOneOff(passphrase.apply(path)
                .orElseThrow(() -> new IOException("is encrypted, and there is no passphrase for it")));
        }
        FileKeyProvider provider = text.contains(OPENSSH) ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        provider.init(path.toFile(), finder);
        return provider;
    }

    private static byte[] publicLine(String text) throws IOException {
        String[] words = text.strip().split("\\s+");
        try {
            return Base64.getDecoder().decode(words[1]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("is no key that berth can read", e);
        }
    }

    /** The public key stands in the part that is never encrypted. */
    private static byte[] openSshHeader(String text) throws IOException {
        Buffer.PlainBuffer header = header(text);
        header.readString();
        header.readString();
        header.readBytes();
        header.readUInt32();
        return header.readBytes();
    }

    private static boolean isEncrypted(String text) throws IOException {
        return text.contains(OPENSSH) ? !header(text).readString().equals("none") : text.contains("ENCRYPTED");
    }

    private static Buffer.PlainBuffer header(String text) throws IOException {
        String body = text.substring(text.indexOf(OPENSSH) + OPENSSH.length());
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(body.substring(0, body.indexOf("-----END")));
            if (Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
                return new Buffer.PlainBuffer(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("is no key that berth can read", e);
        }
        throw new IOException("is no key that berth can read");
    }
}
