package io.berth.cli;

import io.berth.event.Redaction;
import io.berth.model.Secrets;
import io.berth.vault.Keyring;
import io.berth.vault.SecretSources;

/** What a command may know and must not tell. */
record Secrecy(Secrets secrets, Redaction redaction) {

    /** For a command that acts: secrets are had from where the playbook says. */
    static Secrecy of(Keyring keys, Redaction redaction) {
        return new Secrecy(new SecretSources(keys, System.getenv(), redaction), redaction);
    }

    /** For a command that needs none. */
    static Secrecy masked(Redaction redaction) {
        return new Secrecy(Secrets.PLACEHOLDERS, redaction);
    }
}
