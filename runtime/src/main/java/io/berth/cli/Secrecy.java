package io.berth.cli;

import io.berth.event.Redaction;
import io.berth.inventory.Decryption;
import io.berth.model.Secret;
import io.berth.model.Secrets;
import io.berth.vault.Keyring;
import io.berth.vault.SecretSources;
import io.berth.vault.VaultFailure;

/**
 * What a command may know and must not tell.
 *
 * @param secrets those that playbooks ask for
 * @param decryption of what is encrypted in inventories and variables
 * @param redaction of all that is told
 * @param becomePassword for whoever becomes another user on a host and has none; {@link Secret#NONE}: there is none
 */
record Secrecy(Secrets secrets, Decryption decryption, Redaction redaction, Secret becomePassword) {

    /** For a command that acts: secrets are had from where the playbook says. */
    static Secrecy of(Keyring keys, Redaction redaction) {
        SecretSources sources = new SecretSources(keys, System.getenv(), redaction);
        return new Secrecy(sources, envelope -> decrypted(sources, envelope), redaction, Secret.NONE);
    }

    /** For a command that needs none: a mask stands for each. */
    static Secrecy masked(Redaction redaction) {
        return new Secrecy(Secrets.PLACEHOLDERS, Decryption.masked(), redaction, Secret.NONE);
    }

    Secrecy with(Secret password) {
        return new Secrecy(secrets, decryption, redaction, password);
    }

    private static String decrypted(SecretSources sources, String envelope) throws Decryption.Refused {
        try {
            return sources.decrypt(envelope).orElseThrow(() -> new Decryption.Refused("is not encrypted by Ansible Vault"));
        } catch (VaultFailure e) {
            throw new Decryption.Refused(e.getMessage());
        }
    }
}
