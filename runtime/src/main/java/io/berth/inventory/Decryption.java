package io.berth.inventory;

import io.berth.model.Secret;

/** Opens what Ansible Vault has encrypted. */
@FunctionalInterface
public interface Decryption {

    /** For where no password was given: refuses. */
    static Decryption none() {
        return envelope -> {
            throw new Refused("is encrypted and no vault password was given");
        };
    }

    /** For those who only look: a value becomes a text that stands for it, and a file stays shut. */
    static Decryption masked() {
        return new Decryption() {
            @Override
            public String decrypt(String envelope) {
                return new Secret("vault", "").toString();
            }

            @Override
            public boolean opensFiles() {
                return false;
            }
        };
    }

    /** Why it stays shut; the message goes on from the name of what is encrypted: "is encrypted and …". */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }

    /**
     * @param envelope the text from {@code $ANSIBLE_VAULT;} on, in the lines in which it was found, without indentation
     * @return what it holds, UTF-8 decoded
     */
    String decrypt(String envelope) throws Refused;

    /** Whether files that are encrypted as a whole are opened. */
    default boolean opensFiles() {
        return true;
    }
}
