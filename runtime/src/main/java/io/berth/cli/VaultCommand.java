package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "vault", description = "Makes and changes files encrypted as Ansible Vault does, 1.1 and 1.2.")
@Verbs.Are({VaultCreate.class, VaultEdit.class, VaultView.class, VaultEncrypt.class, VaultDecrypt.class, VaultRekey.class,
            VaultEncryptString.class})
final class VaultCommand implements Action {

    @Override
    public Integer call() {
        throw new Usage("'berth vault' takes a verb: create, edit, view, encrypt, decrypt, rekey or encrypt-string");
    }
}
