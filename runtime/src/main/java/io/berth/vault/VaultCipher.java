package io.berth.vault;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cipher {@code AES256} of Ansible Vault 1.1 and 1.2: AES-256 in counter mode over PKCS7-padded text, and an
 * HMAC-SHA256 over the result, both keys and the counter from the password by PBKDF2-HMAC-SHA256.
 */
final class VaultCipher {

    static final int SALT_BYTES = 32;
    private static final int ROUNDS = 10_000;
    private static final int BLOCK = 16;
    private static final int HASH = 32;

    private final SecretKeySpec key;
    private final SecretKeySpec macKey;
    private final IvParameterSpec counter;

    /** @param password not empty */
    VaultCipher(byte[] password, byte[] salt) {
        byte[] derived = derive(password, salt, 2 * HASH + BLOCK);
        key = new SecretKeySpec(derived, 0, HASH, "AES");
        macKey = new SecretKeySpec(derived, HASH, HASH, "HmacSHA256");
        counter = new IvParameterSpec(derived, 2 * HASH, BLOCK);
        Arrays.fill(derived, (byte) 0);
    }

    byte[] encrypt(byte[] plain) {
        int padding = BLOCK - plain.length % BLOCK;
        byte[] padded = Arrays.copyOf(plain, plain.length + padding);
        Arrays.fill(padded, plain.length, padded.length, (byte) padding);
        return crypt(Cipher.ENCRYPT_MODE, padded);
    }

    byte[] mac(byte[] encrypted) {
        try {
            return hmac(macKey).doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw everyJavaHasIt(e);
        }
    }

    /** Whether the text was encrypted with this password and nobody has changed it since. Takes as long for every wrong one. */
    boolean verifies(byte[] encrypted, byte[] mac) {
        return MessageDigest.isEqual(mac(encrypted), mac);
    }

    /**
     * To be called once {@link #verifies} has said so.
     *
     * @throws VaultFailure if the padding is none: what wrote it was not Ansible Vault
     */
    byte[] decrypt(byte[] encrypted) throws VaultFailure {
        byte[] padded = crypt(Cipher.DECRYPT_MODE, encrypted);
        int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
        boolean sound = padding >= 1 && padding <= BLOCK && padding <= padded.length && padded.length % BLOCK == 0;
        for (int i = padded.length - padding; sound && i < padded.length; i++) {
            sound = padded[i] == padding;
        }
        if (!sound) {
            throw new VaultFailure("its padding is not Ansible Vault's");
        }
        return Arrays.copyOf(padded, padded.length - padding);
    }

    private byte[] crypt(int mode, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, key, counter);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw everyJavaHasIt(e);
        }
    }

    /** PBKDF2 over bytes: Java's own takes a password of characters, and a password file need not be text. */
    private static byte[] derive(byte[] password, byte[] salt, int length) {
        try {
            Mac hmac = hmac(new SecretKeySpec(password, "HmacSHA256"));
            byte[] derived = new byte[length];
            for (int block = 1, at = 0; at < length; block++, at += HASH) {
                hmac.update(salt);
                byte[] round = hmac.doFinal(new byte[] {0, 0, 0, (byte) block});
                byte[] sum = round.clone();
                for (int i = 1; i < ROUNDS; i++) {
                    round = hmac.doFinal(round);
                    for (int j = 0; j < HASH; j++) {
                        sum[j] ^= round[j];
                    }
                }
                System.arraycopy(sum, 0, derived, at, Math.min(HASH, length - at));
            }
            return derived;
        } catch (GeneralSecurityException e) {
            throw everyJavaHasIt(e);
        }
    }

    private static Mac hmac(SecretKeySpec key) throws GeneralSecurityException {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(key);
        return hmac;
    }

    private static IllegalStateException everyJavaHasIt(GeneralSecurityException e) {
        return new IllegalStateException(e);
    }
}
