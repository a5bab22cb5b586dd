package io.berth.model;

import java.util.Optional;

/** Gives the secrets that a playbook asks for. */
@FunctionalInterface
public interface Secrets {

    /** For what needs no secret: a mask stands for each. */
    Secrets PLACEHOLDERS = (source, name) -> Optional.of(new Secret(name, "").toString());

    /**
     * The secret of that name.
     *
     * @param source one of those that the playbook names; those of one secret are asked for theirs only
     * @return empty if the source has none of that name
     * @throws SecretFailure if it cannot be had
     */
    Optional<String> text(SecretSource source, String name) throws SecretFailure;
}
